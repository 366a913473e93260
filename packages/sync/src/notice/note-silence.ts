import { judgeSilence } from "@muster/rules/report/notice/judge-silence.ts";
import { schoolDaysBetween } from "@muster/rules/report/notice/school-days.ts";
import type { Reader, Transaction } from "../database/database.ts";
import { dayIn } from "../directory/district-day.ts";
import { noteHappening } from "./note-happening.ts";
import { readNoticeSettings } from "./notice-subject.ts";

/** A source, and when it last brought something new. */
export interface SourceNews extends Record<string, unknown> {
  readonly sourceId: number;
  /** ISO 8601; null: never yet. */
  readonly lastNewsAt: string | null;
}

/**
 * Looks at the clock for a district: which of its sources have been silent for too long, which are silent no more, what
 * has lasted an hour without passing, what must be reminded of. To be called now and then, once an hour is enough; the
 * same call twice tells nobody anything the second time.
 *
 * @param isQuiet true while nothing is expected: the district is paused, frozen, or out of school
 */
export async function noteSilence(
  tx: Transaction,
  district: { readonly districtId: number; readonly isQuiet: boolean },
  at: string,
): Promise<void> {
  const { districtId } = district;
  const settings = await readNoticeSettings(tx, districtId);
  const today = dayIn(settings.timeZone, new Date(at));
  const waited = new Map(
    district.isQuiet ? [] : (await readLastNews(tx, districtId)).map((one) => [one.sourceId, one.lastNewsAt]),
  );
  for (const sourceId of await readWatched(tx, districtId)) {
    const lastNewsAt = waited.get(sourceId) ?? null;
    const schoolDays =
      lastNewsAt === null
        ? undefined
        : schoolDaysBetween(dayIn(settings.timeZone, new Date(lastNewsAt)), today);
    await noteHappening(tx, { districtId, sourceId }, settings.policy, (before) =>
      judgeSilence(before, { schoolDays, limit: settings.staleDays, at }),
    );
  }
}

/**
 * When each source that is fetched from by itself last brought something new: other bytes than before from a place of
 * files, a complete answer from a server. Uploads are no source of news, nobody waits for them.
 */
export function readLastNews(tx: Reader, districtId: number): Promise<SourceNews[]> {
  return tx.query<SourceNews>(
    `select s.source_id as "sourceId",
            case when s.kind in ('folder', 'sftp', 'drop') then (
              select max(n.taken_at) from (
                select taken_at, content_hash is distinct from lag(content_hash) over (order by snapshot_id) as is_new
                  from snapshot n where n.district_id = s.district_id and n.source_id = s.source_id) n where n.is_new)
            else (select max(a.ended_at) from arrival a
                   where a.district_id = s.district_id and a.source_id = s.source_id and a.state = 'fetched')
            end as "lastNewsAt"
       from source s
      where s.district_id = $1 and s.kind <> 'upload' and s.state = 'enabled' and s.joins_source_id is null
      order by 1`,
    [districtId],
  );
}

/** Subjects that the clock may have something to say of: what is waited for, and what is in trouble. */
async function readWatched(tx: Reader, districtId: number): Promise<readonly number[]> {
  const rows = await tx.query<{ sourceId: number }>(
    `select s.source_id as "sourceId" from source s
      where s.district_id = $1
        and (s.kind <> 'upload' and s.state = 'enabled' and s.joins_source_id is null
             or exists (select from notice_subject n where n.district_id = $1 and n.episode is not null
                           and n.subject = 'source ' || s.source_id))
      order by 1`,
    [districtId],
  );
  return rows.map(({ sourceId }) => sourceId);
}
