import type { NoticePolicy } from "@muster/rules/report/notice/notice.ts";
import { resolveSettings } from "@muster/rules/setting/all-settings.ts";
import type { Reader } from "../database/database.ts";

/** What trouble is about: a source of a district, or the district itself. */
export interface NoticeSubject {
  readonly districtId: number;
  readonly sourceId: number | undefined;
}

/** The subject as its rows are named. */
export function subjectName({ sourceId }: NoticeSubject): string {
  return sourceId === undefined ? "district" : `source ${sourceId}`;
}

/** How a district wants to be told. */
export interface NoticeSettings {
  readonly policy: NoticePolicy;
  /** After so many school days without anything new a source counts as silent; 0: never. */
  readonly staleDays: number;
  readonly timeZone: string;
}

/** What may pass by itself gets an hour: longer than a server restarts, shorter than a night. */
const patienceMinutes = 60;

export async function readNoticeSettings(tx: Reader, districtId: number): Promise<NoticeSettings> {
  const rows = await tx.query<{ key: string; value: unknown }>(
    "select key, value from setting where district_id = $1 and (key like 'notice.%' or key = 'district.time-zone')",
    [districtId],
  );
  const settings = resolveSettings(Object.fromEntries(rows.map(({ key, value }) => [key, value])));
  return {
    policy: { patienceMinutes, reminderDays: settings["notice.reminder-days"] },
    staleDays: settings["notice.stale-days"],
    timeZone: settings["district.time-zone"],
  };
}
