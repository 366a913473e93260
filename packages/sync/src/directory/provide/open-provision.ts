import type { Database, Reader } from "../../database/database.ts";
import { basisNow, refreshProvision } from "./refresh-provision.ts";

/** What lies ready for readers of a district, and whether it tells the directory as it is now. */
export interface ProvisionState {
  readonly isCurrent: boolean;
  /** Objects by collection. */
  readonly totals: Readonly<Record<string, number>>;
}

/** Read in the same transaction as what is answered: an answer is never older than the directory it was asked of. */
export async function readProvision(tx: Reader, districtId: number, now: Date): Promise<ProvisionState> {
  const [row] = await tx.query<{ isCurrent: boolean; totals: Record<string, number> }>(
    `select basis = ${basisNow(now)} as "isCurrent", totals from provision where district_id = $1`,
    [districtId],
  );
  return row ?? { isCurrent: false, totals: {} };
}

/** One refresh a district and process: whoever else waits, waits without a connection. */
const running = new Map<number, Promise<void>>();

/** Makes what lies ready current, once for all who ask, also from other processes. */
export function bringUpToDate(db: Database, districtId: number, now: () => Date): Promise<void> {
  const known = running.get(districtId);
  if (known !== undefined) return known;
  const made = refreshOnce(db, districtId, now).finally(() => running.delete(districtId));
  running.set(districtId, made);
  return made;
}

async function refreshOnce(db: Database, districtId: number, now: () => Date): Promise<void> {
  await db.session(districtId, async (session) => {
    await session.lock("provide", true);
    await session.write(async (tx) => {
      await tx.query("set transaction isolation level repeatable read");
      const at = now();
      if ((await readProvision(tx, districtId, at)).isCurrent) return;
      await refreshProvision(tx, districtId, at);
    });
  });
}
