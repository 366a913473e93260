import type { Transaction } from "../database/database.ts";
import { queueSchema, syncQueue } from "../database/queue-schema.ts";
import { Fault } from "../fault.ts";
import type { Claim, Claimant } from "./claim.ts";
import type { Queue } from "./queue.ts";
import { settleIn, toldOf } from "./settle-sync.ts";

/** So many workers an errand may bring down in a row; then it is dead and its district paused (reliability J10). */
export const mostCrashes = 3;

/**
 * What is decided about an errand before it begins: that it has brought down too many workers, that its district does
 * not sync just now, that an older upload comes first, that it belongs to a worker with a place of its own.
 *
 * @returns what was decided; undefined where it may begin
 */
export async function settleUnstarted(
  tx: Transaction,
  queue: Queue,
  claimant: Claimant,
  claim: Claim,
  crashes: number,
): Promise<{ readonly is: "ended"; readonly fault: Fault } | { readonly is: "moved" } | undefined> {
  const at = claimant.now();
  await tx.query("update errand set crashes = $3 where district_id = $1 and errand_id = $2", [
    ...[claim.districtId, claim.errandId, crashes],
  ]);
  if (crashes >= mostCrashes) {
    const fault = new Fault("queue.errand.crashes", "never", "a sync brings its workers down", {
      ...{ district: claim.districtId, source: claim.sourceId, crashes },
    });
    await settleIn(tx, queue, claim, at, { is: "dead", fault: toldOf(fault) });
    await pauseDistrict(tx, claim, fault.code, at);
    return { is: "ended", fault };
  }
  const fault = await claimant.forbids(tx, claim);
  if (fault !== undefined) {
    await settleIn(tx, queue, claim, at, { is: "cancelled", fault: toldOf(fault) });
    return { is: "ended", fault };
  }
  const waitSeconds = await secondsUntilOlder(tx, claim);
  if (waitSeconds !== undefined) {
    await settleIn(tx, queue, claim, at, { is: "released", waitSeconds });
    return { is: "moved" };
  }
  if (crashes === 0 || claimant.takesHeavy) return undefined;
  await tx.query("update district set runs_alone = true where district_id = $1", [claim.districtId]);
  await settleIn(tx, queue, claim, at, { is: "released" });
  return { is: "moved" };
}

/**
 * Uploads of a source are done in the order in which they were brought, also when one must be tried again: older files
 * that were applied after newer ones would take the district back to an older day.
 *
 * @returns how long the older one waits yet, in s; undefined where there is none
 */
async function secondsUntilOlder(tx: Transaction, claim: Claim): Promise<number | undefined> {
  if (claim.task.does !== "upload") return undefined;
  // @NOTE The library documents its table of jobs for reading; it alone knows when an errand may begin.
  const [older] = await tx.query<{ seconds: number }>(
    `select greatest(1, ceil(coalesce(extract(epoch from j.start_after - now()), 0)))::integer as seconds
       from errand mine
       join errand e on e.district_id = $1 and e.source_id = $2 and e.task = 'upload' and e.state = 'waiting'
                    and (e.asked_at, e.errand_id) < (mine.asked_at, mine.errand_id)
       left join ${queueSchema}.job j on j.name = $4 and j.id = e.errand_id
      where mine.district_id = $1 and mine.errand_id = $3
      order by e.asked_at limit 1`,
    [claim.districtId, claim.sourceId, claim.errandId, syncQueue],
  );
  return older?.seconds;
}

/** Until a person has looked, nothing of this district starts by itself; others go on. */
async function pauseDistrict(tx: Transaction, claim: Claim, code: string, at: Date): Promise<void> {
  await tx.query(
    `insert into schedule_pause (district_id, paused_by, reason, code, paused_at) values ($1, 'muster', '', $2, $3)
     on conflict (district_id) do nothing`,
    [claim.districtId, code, at.toISOString()],
  );
  await tx.query("update district set runs_alone = false where district_id = $1", [claim.districtId]);
}
