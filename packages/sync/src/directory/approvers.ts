import { allRoles, mayDo, roleTerms } from "@muster/rules/access/rights.ts";
import type { Reader, Transaction } from "../database/transaction.ts";
import { Fault } from "../fault.ts";

/** Two people can approve only where there are two. */
const leastApprovers = 2;

/** How many people sign in to a district and may approve plans of it. Who was only invited cannot yet. */
export async function countApprovers(tx: Reader, districtId: number): Promise<number> {
  const roles = allRoles.filter((role) => mayDo(role, "decide") && !roleTerms[role].isOfSchools);
  const [row] = await tx.query<{ approvers: number }>(
    `select count(distinct lower(email)) as approvers from operator
      where district_id = $1 and state = 'active' and role = any ($2::text[])`,
    [districtId, roles],
  );
  return row?.approvers ?? 0;
}

/** Whoever changes the operators of a district, or what depends on how many there are, comes one after the other. */
export async function lockOperators(tx: Transaction, districtId: number): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('muster.operators'), $1)", [districtId]);
}

/**
 * Nobody is asked for a second person who does not exist: a lone owner would lock themselves out.
 *
 * @throws Fault `setting.approvers.needed`
 */
export async function assertApprovers(tx: Transaction, districtId: number): Promise<void> {
  await lockOperators(tx, districtId);
  const approvers = await countApprovers(tx, districtId);
  if (approvers < leastApprovers)
    throw new Fault("setting.approvers.needed", "never", "fewer than two people may approve", { approvers });
}

/**
 * Where a second person is asked for, the second of two does not go.
 *
 * @throws Fault `access.approver.last`
 */
export async function assertApproversStay(tx: Reader, districtId: number): Promise<void> {
  const [asked] = await tx.query(
    "select 1 from setting where district_id = $1 and key = 'approval.second-person' and value <> '\"off\"'",
    [districtId],
  );
  if (asked === undefined || (await countApprovers(tx, districtId)) >= leastApprovers) return;
  throw new Fault("access.approver.last", "never", "two people have to approve, and one would be left");
}
