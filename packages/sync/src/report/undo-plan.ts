import type { Database } from "../database/database.ts";
import { Fault } from "../fault.ts";

/**
 * Proves that a plan is the undo of a run, before it is applied in its name: the hash of another plan would say one thing
 * and do another.
 *
 * @throws Fault `run.id.unknown`, `plan.hash.unknown`
 */
export async function assertUndoes(
  db: Database,
  districtId: number,
  runId: number,
  hash: string,
): Promise<void> {
  const [row] = await db.session(districtId, (session) =>
    session.read((tx) =>
      tx.query<{ undoes: boolean }>(
        `select exists (select from plan p where p.district_id = $1 and p.undoes_run_id = $2
                           and starts_with(p.hash, $3)) as undoes
           from run where district_id = $1 and run_id = $2`,
        [districtId, runId, hash],
      ),
    ),
  );
  if (row === undefined) throw new Fault("run.id.unknown", "never", "there is no such run", { run: runId });
  if (!row.undoes)
    throw new Fault("plan.hash.unknown", "never", "no undo of this run has this hash", { hash });
}
