import type { Reader, Transaction } from "../../database/transaction.ts";
import { Fault } from "../../fault.ts";

/** A problem that somebody leaves for now, and why. Days are those of the district. */
export interface ProblemMute extends Record<string, unknown> {
  readonly code: string;
  readonly reason: string;
  readonly by: string;
  /** ISO. */
  readonly at: string;
  /** The last day on which it is muted, `2026-12-24`. */
  readonly until: string;
}

const longestDays = 366;

/** What is muted on a day. Those that have ended are forgotten by the next that is set. */
export function readMutes(tx: Reader, districtId: number, today: string): Promise<ProblemMute[]> {
  return tx.query<ProblemMute>(
    `select code, reason, muted_by as by, muted_at as at, to_char(until, 'YYYY-MM-DD') as until
       from problem_mute where district_id = $1 and until >= $2 order by code`,
    [districtId, today],
  );
}

/**
 * Mutes all findings of a code until the end of a day, at most a year away: nothing is muted for ever. A mute that is
 * there is replaced.
 *
 * @throws Fault `problem.mute.invalid`
 */
export async function muteProblem(
  tx: Transaction,
  districtId: number,
  mute: { readonly code: string; readonly reason: string; readonly by: string; readonly until: string },
  moment: { readonly now: Date; readonly today: string },
): Promise<void> {
  const days = (Date.parse(mute.until) - Date.parse(moment.today)) / 86_400_000;
  if (!(days >= 0 && days <= longestDays))
    throw new Fault("problem.mute.invalid", "never", "a problem is muted until a day of the next year", {
      until: mute.until,
    });
  await tx.query("delete from problem_mute where district_id = $1 and (code = $2 or until < $3)", [
    ...[districtId, mute.code, moment.today],
  ]);
  await tx.query(
    `insert into problem_mute (district_id, code, reason, muted_by, muted_at, until) values ($1, $2, $3, $4, $5, $6)`,
    [districtId, mute.code, mute.reason, mute.by, moment.now, mute.until],
  );
}

/** Tells it among the open ones again; nothing to do where it is not muted. */
export async function unmuteProblem(tx: Transaction, districtId: number, code: string): Promise<void> {
  await tx.query("delete from problem_mute where district_id = $1 and code = $2", [districtId, code]);
}
