import type { Transaction } from "../database/database.ts";

/** Without a sign of life for so long a fetch is over, in s; it gives one every few seconds. */
const silentSeconds = 30;

/**
 * Ends the arrivals whose process died in the midst of fetching, so that nobody takes them for work under way.
 *
 * @param at now, ISO 8601
 */
export async function settleArrivals(tx: Transaction, districtId: number, at: string): Promise<void> {
  await tx.query(
    `update arrival set state = 'failed', ended_at = $2, fault = '{"code": "run.process.died", "retry": "now", "facts": {}}'
      where district_id = $1 and state = 'fetching' and alive_at < $2::timestamptz - $3 * interval '1 second'`,
    [districtId, at, silentSeconds],
  );
}
