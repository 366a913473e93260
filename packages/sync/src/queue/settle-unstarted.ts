import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { Claim, Claimant } from "./claim.ts";
import type { Queue } from "./queue.ts";
import { settleIn, toldOf } from "./settle-sync.ts";

/** So many workers an errand may bring down in a row; then it is dead and its district paused (reliability J10). */
export const mostCrashes = 3;

/**
 * What is decided about an errand before it begins: that it has brought down too many workers, that its district does
 * not sync just now, that it belongs to a worker with a place of its own.
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
  if (crashes === 0 || claimant.takesHeavy) return undefined;
  await tx.query("update district set runs_alone = true where district_id = $1", [claim.districtId]);
  await settleIn(tx, queue, claim, at, { is: "released" });
  return { is: "moved" };
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
