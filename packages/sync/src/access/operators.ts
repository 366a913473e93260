import type { Role } from "@muster/rules/access/rights.ts";
import { nextNumber } from "../database/next-number.ts";
import type { Reader, Transaction } from "../database/transaction.ts";
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
 * @throws Fault `access.operator.taken`
 */
export async function addOperator(
  tx: Transaction,
  districtId: number,
  { name, email, role, schoolIds }: NewOperator,
  by: string,
  now: Date,
): Promise<{ readonly operatorId: number; readonly loginId: number }> {
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
 * @throws Fault `access.operator.unknown`, `access.owner.last` where nobody could govern any more
 */
export async function changeOperator(
  tx: Transaction,
  districtId: number,
  operatorId: number,
  change: { readonly role?: Role; readonly schoolIds?: readonly number[]; readonly isRemoved?: boolean },
  by: string,
  now: Date,
): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtext('muster.operators'), $1)", [districtId]);
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
  const [owner] = await tx.query(
    "select 1 from operator where district_id = $1 and role = 'owner' and state = 'active' limit 1",
    [districtId],
  );
  if (owner === undefined)
    throw new Fault("access.owner.last", "never", "a district keeps one owner at least", {
      operator: operatorId,
    });
}
