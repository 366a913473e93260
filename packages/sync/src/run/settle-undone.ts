import type { Transaction } from "../database/database.ts";

/** A run has been taken back, wholly: it is called so, and what the sources say is weighed again by the next run. */
export async function settleUndone(tx: Transaction, districtId: number, runId: number): Promise<void> {
  await tx.query("update run set outcome = 'undone' where district_id = $1 and run_id = $2", [
    districtId,
    runId,
  ]);
  // What the sources say did not change: only a full weighing sees that the directory no longer follows them.
  await tx.query("update source set needs_full = true where district_id = $1", [districtId]);
}
