import type { Reader, Transaction } from "../database/database.ts";

/** A district of which nothing is synced until somebody resumes it. */
export interface Pause {
  readonly pausedBy: string;
  readonly reason: string;
  /** Why Muster itself has paused it; undefined where a person did. */
  readonly code: string | undefined;
  readonly pausedAt: string;
}

/** The pause of a district; undefined while it is not paused. One source alone is paused by its own state. */
export async function readPause(tx: Reader, districtId: number): Promise<Pause | undefined> {
  const [row] = await tx.query<{ paused_by: string; reason: string; code: string | null; paused_at: string }>(
    "select paused_by, reason, code, paused_at from schedule_pause where district_id = $1",
    [districtId],
  );
  if (row === undefined) return undefined;
  return {
    ...{ pausedBy: row.paused_by, reason: row.reason, pausedAt: row.paused_at },
    code: row.code ?? undefined,
  };
}

/** Pauses a whole district: what is at work goes on to its end, nothing new begins. */
export async function pauseDistrict(
  tx: Transaction,
  districtId: number,
  pause: { readonly by: string; readonly reason: string; readonly at: string },
): Promise<void> {
  await tx.query(
    `insert into schedule_pause (district_id, paused_by, reason, paused_at) values ($1, $2, $3, $4)
     on conflict (district_id) do update set paused_by = $2, reason = $3, code = null, paused_at = $4`,
    [districtId, pause.by, pause.reason, pause.at],
  );
}

/** @returns false where it was not paused */
export async function resumeDistrict(tx: Transaction, districtId: number): Promise<boolean> {
  const resumed = await tx.query("delete from schedule_pause where district_id = $1 returning 1", [
    districtId,
  ]);
  return resumed.length > 0;
}
