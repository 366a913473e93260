import { type Role, roleTerms } from "@muster/rules/access/rights.ts";
import { nextNumber } from "../database/next-number.ts";
import type { Reader, Transaction } from "../database/transaction.ts";
import { assertApproversStay, lockOperators } from "../directory/approvers.ts";
import { Fault } from "../fault.ts";
import type { LoginPlace } from "./operator.ts";

/** Somebody who may sign in to a district, as a list of them shows it. Instants are ISO. */
export interface ListedOperator extends Record<string, unknown> {
  readonly operatorId: number;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly schoolIds: readonly number[];
  readonly state: "invited" | "active" | "removed";
  readonly changedBy: string;
  readonly changedAt: string;
  readonly hasSecondFactor: boolean;
  readonly seenAt: string | null;
}

/** Who is to be let in. */
export interface NewOperator {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly schoolIds: readonly number[];
}

/** Everybody of a district, those removed last. */
export function listOperators(tx: Reader, districtId: number): Promise<ListedOperator[]> {
  return tx.query<ListedOperator>(
    `select o.operator_id as "operatorId", o.name, o.email, o.role, o.school_ids as "schoolIds", o.state,
            o.changed_by as "changedBy", o.changed_at as "changedAt", coalesce(l.totp_sealed is not null, false) as "hasSecondFactor",
            (select max(seen_at) from operator_session s where s.district_id = $1 and s.login_id = o.login_id
                and o.login_district_id = $1) as "seenAt"
       from operator o
       left join login l on l.district_id = o.login_district_id and l.login_id = o.login_id
      where o.district_id = $1 order by o.state = 'removed', lower(o.name), o.operator_id`,
    [districtId],
  );
}

/**
 * Makes an operator together with a login, or gives somebody who was removed a place again. Nobody can sign in by it
 * before a link for it was used.
 *
 * @throws Fault `access.operator.taken`, `access.schools.needed`, `access.school.unknown`
 */
export async function addOperator(
  tx: Transaction,
  districtId: number,
  { name, email, role, schoolIds }: NewOperator,
  by: string,
  now: Date,
): Promise<{ readonly operatorId: number; readonly loginId: number }> {
  await assertSchools(tx, districtId, role, schoolIds);
  const [known] = await tx.query<{ operator_id: number; login_id: number; state: string }>(
    "select operator_id, login_id, state from operator where district_id = $1 and lower(email) = lower($2)",
    [districtId, email],
  );
  if (known !== undefined && known.state === "active")
    throw new Fault("access.operator.taken", "never", "somebody with this address may sign in already", {
      operator: known.operator_id,
    });
  if (known !== undefined) {
    await tx.query(
      `update operator set name = $3, role = $4, school_ids = $5, state = 'invited', changed_by = $6, changed_at = $7
        where district_id = $1 and operator_id = $2`,
      [districtId, known.operator_id, name, role, schoolIds, by, now.toISOString()],
    );
    return { operatorId: known.operator_id, loginId: known.login_id };
  }
  const loginId = await ensureLogin(tx, districtId, email, now);
  const operatorId = await placeOperator(
    tx,
    districtId,
    { districtId, loginId },
    { name, email, role, schoolIds },
    by,
    now,
  );
  return { operatorId, loginId };
}

/** @throws Fault `access.schools.needed`, `access.school.unknown` */
async function assertSchools(
  tx: Reader,
  districtId: number,
  role: Role,
  schoolIds: readonly number[],
): Promise<void> {
  if (!roleTerms[role].isOfSchools) return;
  if (schoolIds.length === 0)
    throw new Fault("access.schools.needed", "never", "this role is for certain schools", { role });
  const [unknown] = await tx.query<{ id: number }>(
    `select id from unnest($2::bigint[]) as id
      where not exists (select from school where district_id = $1 and school_id = id) limit 1`,
    [districtId, schoolIds],
  );
  if (unknown !== undefined)
    throw new Fault("access.school.unknown", "never", "there is no such school", { school: unknown.id });
}

async function ensureLogin(tx: Transaction, districtId: number, email: string, now: Date): Promise<number> {
  const [known] = await tx.query<{ login_id: number }>(
    "select login_id from login where district_id = $1 and lower(email) = lower($2)",
    [districtId, email],
  );
  if (known !== undefined) return known.login_id;
  const loginId = await nextNumber(tx, districtId, "login");
  await tx.query("insert into login (district_id, login_id, email, created_at) values ($1, $2, $3, $4)", [
    ...[districtId, loginId, email, now.toISOString()],
  ]);
  return loginId;
}

/** Gives a login, which may lie in another district, a place in this one. */
export async function placeOperator(
  tx: Transaction,
  districtId: number,
  login: LoginPlace,
  { name, email, role, schoolIds }: NewOperator,
  by: string,
  now: Date,
): Promise<number> {
  const operatorId = await nextNumber(tx, districtId, "operator");
  const state = login.districtId === districtId ? "invited" : "active";
  await tx.query(
    `insert into operator (district_id, operator_id, login_district_id, login_id, name, email, role, school_ids, state, changed_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[districtId, operatorId, login.districtId, login.loginId, name, email, role, schoolIds, state],
      ...[by, now.toISOString()],
    ],
  );
  return operatorId;
}

/**
 * Changes what somebody may do, or takes it from them. What they see changes with their next request.
 *
 * @throws Fault `access.operator.unknown`, `access.owner.last` where nobody could govern any more,
 *   `access.approver.last` where two people have to approve and one would be left
 */
export async function changeOperator(
  tx: Transaction,
  districtId: number,
  operatorId: number,
  change: { readonly role?: Role; readonly schoolIds?: readonly number[]; readonly isRemoved?: boolean },
  by: string,
  now: Date,
): Promise<void> {
  await lockOperators(tx, districtId);
  if (change.role !== undefined) await assertSchools(tx, districtId, change.role, change.schoolIds ?? []);
  const rows = await tx.query(
    `update operator set role = coalesce($3, role), school_ids = coalesce($4, school_ids),
            state = case when $5 then 'removed' else state end, changed_by = $6, changed_at = $7
      where district_id = $1 and operator_id = $2 and state <> 'removed' returning 1`,
    [
      ...[districtId, operatorId, change.role ?? null, change.schoolIds ?? null, change.isRemoved ?? false],
      ...[by, now.toISOString()],
    ],
  );
  if (rows.length === 0)
    throw new Fault("access.operator.unknown", "never", "there is no such operator", {
      operator: operatorId,
    });
  if (change.isRemoved === true) await endTokens(tx, districtId, operatorId, now);
  const [owner] = await tx.query(
    "select 1 from operator where district_id = $1 and role = 'owner' and state = 'active' limit 1",
    [districtId],
  );
  if (owner === undefined)
    throw new Fault("access.owner.last", "never", "a district keeps one owner at least", {
      operator: operatorId,
    });
  await assertApproversStay(tx, districtId);
}

/** Whoever comes back later does not find old tokens at work. */
async function endTokens(tx: Transaction, districtId: number, operatorId: number, now: Date): Promise<void> {
  await tx.query(
    "update api_token set revoked_at = $3 where district_id = $1 and operator_id = $2 and revoked_at is null",
    [districtId, operatorId, now.toISOString()],
  );
}

/** An operator whom a new link is for. */
export interface LinkedOperator {
  readonly login: LoginPlace;
  readonly email: string;
  readonly name: string;
  readonly state: "invited" | "active";
}

/**
 * Who a new link would sign in. A link goes to a login of this district alone: whoever follows it stands in every
 * district of that login, and an owner here has no say over the others.
 *
 * @param rulesAll whoever asks runs this Muster, and has a say over every district
 * @throws Fault `access.operator.unknown`, `access.login.elsewhere`
 */
export async function readLinkedOperator(
  tx: Reader,
  districtId: number,
  operatorId: number,
  rulesAll = false,
): Promise<LinkedOperator> {
  const [row] = await tx.query<{
    login_district_id: number;
    login_id: number;
    email: string;
    name: string;
    state: "invited" | "active";
  }>(
    `select login_district_id, login_id, email, name, state from operator
      where district_id = $1 and operator_id = $2 and state <> 'removed'`,
    [districtId, operatorId],
  );
  if (row === undefined)
    throw new Fault("access.operator.unknown", "never", "there is no such operator", {
      operator: operatorId,
    });
  const districts = await tx.query("select 1 from districts_of_login($1, $2)", [
    ...[row.login_district_id, row.login_id],
  ]);
  if (!rulesAll && (row.login_district_id !== districtId || districts.length > 1))
    throw new Fault("access.login.elsewhere", "never", "this login belongs to another district", {
      operator: operatorId,
    });
  const { email, name, state } = row;
  return { login: { districtId: row.login_district_id, loginId: row.login_id }, email, name, state };
}

/** Somebody has lost their phone: they sign in without a code until they set up another, and every browser is out. */
export async function forgetSecondFactor(tx: Transaction, login: LoginPlace): Promise<void> {
  const values = [login.districtId, login.loginId];
  await tx.query(
    "update login set totp_sealed = null, totp_step = 0 where district_id = $1 and login_id = $2",
    values,
  );
  await tx.query("delete from operator_session where district_id = $1 and login_id = $2", values);
}
