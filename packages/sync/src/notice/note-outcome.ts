import { faultCause } from "@muster/rules/report/notice/fault-cause.ts";
import { judgeRunEnd } from "@muster/rules/report/notice/judge-run-end.ts";
import { type Happening, troubleKinds } from "@muster/rules/report/notice/notice.ts";
import type { Transaction } from "../database/database.ts";
import { isAnybodyTold, noteHappening } from "./note-happening.ts";
import { readNoticeSettings } from "./notice-subject.ts";
import { type FoundRun, readEndedRun } from "./read-ended-run.ts";

/**
 * Notes what the end of a run means for those who must hear of it. Called in the transaction that ends the run, after
 * its row says so: the row and the notice are there together or not at all. Everything is read from the row; a run that
 * has not ended, and one that nobody need hear of, leave nothing.
 *
 * @param at when it ended, ISO 8601
 */
export async function noteOutcome(
  tx: Transaction,
  run: { readonly districtId: number; readonly runId: number },
  at: string,
): Promise<void> {
  if (!(await isAnybodyTold(tx, run.districtId))) return;
  const found = await readEndedRun(tx, run, at);
  if (found === undefined) return;
  const { districtId } = run;
  const happening = judgeRunEnd(found.ended);
  const { policy } = await readNoticeSettings(tx, districtId);
  if (happening !== undefined)
    await noteHappening(tx, { districtId, sourceId: found.sourceId }, policy, () => happening);
  if (found.ended.kind !== "sync") return;
  // The sources of guardians joined the fetch: the run went on without those that failed (reliability G06).
  for (const sourceId of found.joined)
    await noteHappening(tx, { districtId, sourceId }, policy, () => joinedHappening(found, sourceId, at));
}

/** What a run says of a source that joined it. Only a run that got as far as its files says anything. */
function joinedHappening({ ended, missing }: FoundRun, sourceId: number, at: string): Happening | undefined {
  const code = missing.get(sourceId);
  if (code !== undefined)
    return { at, adds: [faultCause({ code, retry: "never", facts: {} }, ended.run)], settles: [] };
  const isRead = ended.outcome !== "failed" && ended.outcome !== "cancelled";
  return isRead ? { at, adds: [], settles: troubleKinds } : undefined;
}
