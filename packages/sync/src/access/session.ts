import { allRights, type Role, roleTerms } from "@muster/rules/access/rights.ts";
import type { Database, Reader, Transaction } from "../database/database.ts";
import type { LoginPlace, Operator } from "./operator.ts";
import { districtOfSecret, hashSecret, makeSecret } from "./secret.ts";

/** OWASP ASVS 5.0, V7.3: an administrator is signed out after half an hour of silence, and after half a day whatever they do. */
export const idleMs: number = 30 * 60_000;
export const longestMs: number = 12 * 3_600_000;

/** Where a browser is, for the list in which its owner looks for what they do not know. */
export interface BrowserFacts {
  readonly address: string;
  readonly agent: string;
}

/** Signs a browser in: answers the secret that its cookie holds. */
export async function openSession(
  tx: Transaction,
  login: LoginPlace,
  atDistrictId: number,
  browser: BrowserFacts,
  now: Date,
): Promise<string> {
  const { secret, hash } = makeSecret(login.districtId);
  await tx.query(`delete from operator_session where district_id = $1 and (began_at < $2 or seen_at < $3)`, [
    login.districtId,
    before(now, longestMs),
    before(now, idleMs),
  ]);
  await tx.query(
    `insert into operator_session (district_id, session_hash, login_id, at_district_id, began_at, seen_at, proved_at, address, agent)
     values ($1, $2, $3, $4, $5, $5, $5, $6, $7)`,
    [
      ...[login.districtId, hash, login.loginId, atDistrictId, now.toISOString()],
      ...[browser.address, browser.agent.slice(0, 200)],
    ],
  );
  return secret;
}

/**
 * Who the cookie's secret belongs to now; rights are read anew every time. Undefined: nobody is signed in by it.
 *
 * @param isAttended false: a page asks by itself while nobody is at it, which keeps nobody signed in
 */
export async function readSession(
  db: Database,
  secret: string,
  now: Date,
  isAttended = true,
): Promise<Operator | undefined> {
  const home = districtOfSecret(secret);
  if (home === undefined) return undefined;
  const hash = hashSecret(secret);
  const found = await db.read(home, (tx) => readKept(tx, home, hash));
  if (found === undefined) return undefined;
  const { kept, here } = found;
  const seenAt = new Date(kept.seen_at).getTime();
  if (now.getTime() - seenAt > idleMs || now.getTime() - new Date(kept.began_at).getTime() > longestMs)
    return undefined;
  // Once a minute is enough to know that somebody is there, and spares a write a request.
  if (isAttended && now.getTime() - seenAt > 60_000) await touch(db, home, hash, now);
  const login = { districtId: home, loginId: kept.login_id };
  const isHere = kept.at_district_id === home;
  const operator = isHere
    ? here && operatorOf(here, home, login)
    : await readOperatorOf(db, kept.at_district_id, login);
  if (operator === undefined) return undefined;
  const endsAt = new Date(new Date(kept.began_at).getTime() + longestMs);
  return {
    ...operator,
    provedAt: new Date(kept.proved_at),
    browser: { hasPassword: kept.has_password, endsAt },
  };
}

/** What a login may do in a district; undefined where it has no place there. */
export function readOperatorOf(
  db: Database,
  districtId: number,
  login: LoginPlace,
): Promise<Operator | undefined> {
  return db.read(districtId, (tx) => readOperatorIn(tx, districtId, login));
}

async function readOperatorIn(
  tx: Reader,
  districtId: number,
  login: LoginPlace,
): Promise<Operator | undefined> {
  const [row] = await tx.query<OperatorRow>(
    `select operator_id, name, email, role, school_ids from operator
      where district_id = $1 and login_district_id = $2 and login_id = $3 and state = 'active'`,
    [districtId, login.districtId, login.loginId],
  );
  return row && operatorOf(row, districtId, login);
}

/** The row of an operator, as both sessions and tokens read it. */
export interface OperatorRow extends Record<string, unknown> {
  readonly operator_id: number;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly school_ids: readonly number[];
}

export function operatorOf(row: OperatorRow, districtId: number, login: LoginPlace): Operator {
  const { operator_id: operatorId, name, email, role } = row;
  const schoolIds = roleTerms[role].isOfSchools ? row.school_ids : undefined;
  return {
    districtId,
    operatorId,
    name,
    email,
    role,
    schoolIds,
    granted: allRights,
    login,
    provedAt: undefined,
    browser: undefined,
  };
}

interface KeptSession extends Record<string, unknown> {
  readonly login_id: number;
  readonly at_district_id: number;
  readonly began_at: string;
  readonly seen_at: string;
  readonly proved_at: string;
  readonly has_password: boolean;
}

/** The session, and who it is where that is a person of the same district: asked at once, for every request asks it. */
async function readKept(
  tx: Reader,
  home: number,
  hash: Buffer,
): Promise<{ readonly kept: KeptSession; readonly here: OperatorRow | undefined } | undefined> {
  const [row] = await tx.query<KeptSession & (OperatorRow | { readonly operator_id: null })>(
    `select s.login_id, s.at_district_id, s.began_at, s.seen_at, s.proved_at, l.password_hash is not null as has_password,
            o.operator_id, o.name, o.email, o.role, o.school_ids
       from operator_session s join login l using (district_id, login_id)
       left join operator o on o.district_id = $1 and s.at_district_id = $1 and o.login_district_id = $1
        and o.login_id = s.login_id and o.state = 'active'
      where s.district_id = $1 and s.session_hash = $2`,
    [home, hash],
  );
  return row && { kept: row, here: row.operator_id === null ? undefined : row };
}

async function touch(db: Database, home: number, hash: Buffer, now: Date): Promise<void> {
  await db.session(home, (session) =>
    session.write((tx) =>
      tx.query("update operator_session set seen_at = $3 where district_id = $1 and session_hash = $2", [
        ...[home, hash, now.toISOString()],
      ]),
    ),
  );
}

/** Signs a browser out. */
export async function closeSession(db: Database, secret: string): Promise<void> {
  const home = districtOfSecret(secret);
  if (home === undefined) return;
  await db.session(home, (session) =>
    session.write((tx) =>
      tx.query("delete from operator_session where district_id = $1 and session_hash = $2", [
        ...[home, hashSecret(secret)],
      ]),
    ),
  );
}

/** Signs out every browser of a login but the one with this secret: after a new password, or at its owner's wish. */
export async function closeOtherSessions(
  tx: Transaction,
  login: LoginPlace,
  but: string | undefined,
): Promise<void> {
  await tx.query(
    "delete from operator_session where district_id = $1 and login_id = $2 and session_hash <> $3",
    [...[login.districtId, login.loginId, but === undefined ? Buffer.alloc(0) : hashSecret(but)]],
  );
}

/** A browser as its owner sees it in the list of their own. Instants are ISO. */
export interface OpenBrowser extends Record<string, unknown> {
  readonly isThis: boolean;
  readonly beganAt: string;
  readonly seenAt: string;
  readonly address: string;
  readonly agent: string;
}

/** The browsers a login is signed in with, newest first; those that have ended by themselves are none. */
export function listBrowsers(
  tx: Reader,
  login: LoginPlace,
  own: string | undefined,
  now: Date,
): Promise<OpenBrowser[]> {
  return tx.query<OpenBrowser>(
    `select session_hash = $3 as "isThis", began_at as "beganAt", seen_at as "seenAt", address, agent
       from operator_session
      where district_id = $1 and login_id = $2 and began_at >= $4 and seen_at >= $5 order by began_at desc`,
    [
      ...[login.districtId, login.loginId, own === undefined ? Buffer.alloc(0) : hashSecret(own)],
      ...[before(now, longestMs), before(now, idleMs)],
    ],
  );
}

/** The districts a login has a place in. */
export async function districtsOfLogin(
  db: Database,
  login: LoginPlace,
): Promise<readonly { readonly districtId: number; readonly name: string }[]> {
  return db.session(undefined, (session) =>
    session.read((tx) =>
      tx.query<{ districtId: number; name: string }>(
        `select d.district_id as "districtId", d.name from districts_of_login($1, $2) as o
           join district d on d.district_id = o.district_id order by lower(d.name)`,
        [login.districtId, login.loginId],
      ),
    ),
  );
}

/** From now on the browser looks at another district of its login; false where the login has no place there. */
export async function turnTo(
  db: Database,
  secret: string,
  login: LoginPlace,
  districtId: number,
): Promise<boolean> {
  if ((await readOperatorOf(db, districtId, login)) === undefined) return false;
  await db.session(login.districtId, (session) =>
    session.write((tx) =>
      tx.query(
        "update operator_session set at_district_id = $3 where district_id = $1 and session_hash = $2",
        [...[login.districtId, hashSecret(secret), districtId]],
      ),
    ),
  );
  return true;
}

function before(now: Date, ms: number): string {
  return new Date(now.getTime() - ms).toISOString();
}
