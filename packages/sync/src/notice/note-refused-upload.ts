import { faultCause } from "@muster/rules/report/notice/fault-cause.ts";
import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { noteHappening } from "./note-happening.ts";
import { readNoticeSettings } from "./notice-subject.ts";

/**
 * Notes that an upload to the hosted drop was refused because there is no room for it (reliability A25): no run follows
 * that could say it. The files from before lie there still and can be read every night, so only new ones end it.
 */
export async function noteRefusedUpload(
  tx: Transaction,
  source: { readonly districtId: number; readonly sourceId: number },
  at: string,
): Promise<void> {
  const full = new Fault("drop.room.exceeded", "never", "there is no room in the drop for an upload");
  const cause = { ...faultCause(full, undefined), kind: "rejected", endsWithNews: true } as const;
  const { policy } = await readNoticeSettings(tx, source.districtId);
  await noteHappening(tx, source, policy, () => ({ at, adds: [cause], settles: [] }));
}
