import type { Right } from "@muster/rules/access/rights.ts";
import type { Database, Reader, Transaction } from "../database/database.ts";
import { nextNumber } from "../database/next-number.ts";
import { Fault } from "../fault.ts";
import type { Operator } from "./operator.ts";
import { districtOfSecret, hashSecret, makeSecret } from "./secret.ts";
import { type OperatorRow, operatorOf } from "./session.ts";

/** A token as a list shows it; the token itself is shown once, when it is made. */
export interface ListedToken extends Record<string, unknown> {
  readonly tokenId: number;
  readonly name: string;
  readonly operatorId: number;
  readonly operator: string;
  readonly rights: readonly Right[];
  readonly madeAt: string;
  readonly endsAt: string;
  readonly usedAt: string | null;
  readonly revokedAt: string | null;
}

/** Begins every token, so that scanners for secrets in code know one when they see it. */
const prefix = "muster_";

/** A token works for a quarter of a year at most (security 4.2 row 43). */
export const longestTokenDays = 90;

/** Makes a token of an operator for a script; what it may do never reaches beyond its operator's role. */
export async function makeToken(
  tx: Transaction,
  { districtId, operatorId }: Pick<Operator, "districtId" | "operatorId">,
  { name, rights, days }: { readonly name: string; readonly rights: readonly Right[]; readonly days: number },
  now: Date,
): Promise<{ readonly tokenId: number; readonly token: string; readonly endsAt: string }> {
  const { secret, hash } = makeSecret(districtId);
  const tokenId = await nextNumber(tx, districtId, "api-token");
  const endsAt = new Date(now.getTime() + Math.min(days, longestTokenDays) * 24 * 3_600_000);
  await tx.query(
    `insert into api_token (district_id, token_id, token_hash, operator_id, name, rights, made_at, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [districtId, tokenId, hash, operatorId, name, rights, now.toISOString(), endsAt.toISOString()],
  );
  return { tokenId, token: `${prefix}${secret}`, endsAt: endsAt.toISOString() };
}

/** Whose token this is, and what it may do; undefined where it works no more. */
export async function readToken(db: Database, token: string, now: Date): Promise<Operator | undefined> {
  if (!token.startsWith(prefix)) return undefined;
  const secret = token.slice(prefix.length);
  const districtId = districtOfSecret(secret);
  if (districtId === undefined) return undefined;
  const hash = hashSecret(secret);
  const row = await db.read(districtId, async (tx) => {
    const [found] = await tx.query<TokenRow>(
      `select o.operator_id, o.name, o.email, o.role, o.school_ids, o.login_district_id, o.login_id, t.rights,
              t.used_at > $3::timestamptz - interval '1 minute' as is_noted
         from api_token t
         join operator o on o.district_id = $1 and o.operator_id = t.operator_id and o.state = 'active'
        where t.district_id = $1 and t.token_hash = $2 and t.revoked_at is null and t.ends_at > $3`,
      [districtId, hash, now.toISOString()],
    );
    return found;
  });
  if (row === undefined) return undefined;
  // Once a minute is enough to know that it is used, and spares a write a request.
  if (row.is_noted !== true) await noteUse(db, districtId, hash, now);
  const login = { districtId: row.login_district_id, loginId: row.login_id };
  return { ...operatorOf(row, districtId, login), granted: row.rights };
}

interface TokenRow extends OperatorRow {
  readonly rights: readonly Right[];
  readonly login_district_id: number;
  readonly login_id: number;
  readonly is_noted: boolean | null;
}

async function noteUse(db: Database, districtId: number, hash: Buffer, now: Date): Promise<void> {
  await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query("update api_token set used_at = $3 where district_id = $1 and token_hash = $2", [
        ...[districtId, hash, now.toISOString()],
      ]),
    ),
  );
}

/** The tokens of a district, newest first; of one operator alone where one is named. */
export function listTokens(tx: Reader, districtId: number, operatorId?: number): Promise<ListedToken[]> {
  return tx.query<ListedToken>(
    `select t.token_id as "tokenId", t.name, t.operator_id as "operatorId", o.name as operator, t.rights, t.made_at as "madeAt", t.ends_at as "endsAt",
            t.used_at as "usedAt", t.revoked_at as "revokedAt"
       from api_token t join operator o using (district_id, operator_id)
      where t.district_id = $1 and ($2::int is null or t.operator_id = $2) order by t.token_id desc`,
    [districtId, operatorId ?? null],
  );
}

/**
 * Ends a token at once; with an operator only one of theirs, and any other is unknown.
 *
 * @throws Fault `access.token.unknown`
 */
export async function revokeToken(
  tx: Transaction,
  districtId: number,
  tokenId: number,
  operatorId: number | undefined,
  now: Date,
): Promise<void> {
  const rows = await tx.query(
    `update api_token set revoked_at = coalesce(revoked_at, $3)
      where district_id = $1 and token_id = $2 and ($4::int is null or operator_id = $4) returning 1`,
    [districtId, tokenId, now.toISOString(), operatorId ?? null],
  );
  if (rows.length === 0)
    throw new Fault("access.token.unknown", "never", "there is no such token", { token: tokenId });
}
