import type { Database, Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { beginAttempt } from "./attempts.ts";
import type { LoginPlace, Operator } from "./operator.ts";
import { hashPassword, isPassword } from "./password.ts";
import { stepOfCode } from "./second-factor.ts";
import { hashSecret } from "./secret.ts";
import { closeOtherSessions } from "./session.ts";
import { proveIdentity, type SignInWorld, secondFactorPlace } from "./sign-in.ts";

/** What somebody sees of their own login. */
export async function readLoginFacts(
  db: Database,
  login: LoginPlace,
): Promise<{ readonly hasPassword: boolean; readonly hasSecondFactor: boolean }> {
  return db.session(login.districtId, (session) =>
    session.read(async (tx) => {
      const [row] = await tx.query<{ hasPassword: boolean; hasSecondFactor: boolean }>(
        `select password_hash is not null as "hasPassword", totp_sealed is not null as "hasSecondFactor" from login
          where district_id = $1 and login_id = $2`,
        [login.districtId, login.loginId],
      );
      return row ?? { hasPassword: false, hasSecondFactor: false };
    }),
  );
}

/**
 * Whoever is at the keyboard types their password again; the browser's session is marked with it.
 *
 * @throws Fault as `signIn` does
 */
export async function proveLogin(
  world: SignInWorld,
  login: LoginPlace,
  typed: {
    readonly password: string;
    readonly code: string | undefined;
    readonly address: string;
    readonly secret: string | undefined;
  },
  now: Date,
): Promise<void> {
  const { email } = await mustReadLogin(world.db, login);
  await proveIdentity(world, login, { ...typed, email }, now);
  await world.db.session(login.districtId, (session) =>
    session.write((tx) => markProved(tx, login, typed.secret, now)),
  );
}

async function markProved(
  tx: Transaction,
  login: LoginPlace,
  secret: string | undefined,
  now: Date,
): Promise<void> {
  if (secret === undefined) return;
  await tx.query("update operator_session set proved_at = $3 where district_id = $1 and session_hash = $2", [
    ...[login.districtId, hashSecret(secret), now.toISOString()],
  ]);
}

/**
 * Sets one's own password. The old one is asked for where there is one; whoever came by a link has none to tell, or
 * has forgotten it, and has proved who they are by the link.
 *
 * @throws Fault `access.password.weak`, `access.sign-in.refused`
 */
export async function changePassword(
  { db }: SignInWorld,
  { login, provedAt }: Pick<Operator, "login" | "provedAt">,
  typed: {
    readonly current: string | undefined;
    readonly password: string;
    readonly secret: string | undefined;
  },
  now: Date,
): Promise<void> {
  const { email, password_hash: kept } = await mustReadLogin(db, login);
  // Guesses at the current one are slowed like those at the door.
  const attempt = kept === null ? undefined : await beginAttempt(db, email, now);
  const isFresh = provedAt !== undefined && now.getTime() - provedAt.getTime() < 5 * 60_000;
  if (kept !== null && !isFresh && !(await isPassword(typed.current ?? "", kept)))
    throw new Fault("access.sign-in.refused", "never", "the password typed is not the one there is");
  await attempt?.succeeded();
  const hash = await hashPassword(typed.password);
  await db.session(login.districtId, (session) =>
    session.write(async (tx) => {
      await tx.query("update login set password_hash = $3 where district_id = $1 and login_id = $2", [
        ...[login.districtId, login.loginId, hash],
      ]);
      await closeOtherSessions(tx, login, typed.secret);
      await markProved(tx, login, typed.secret, now);
    }),
  );
}

/** Keeps the secret of an authenticator app once a code of it was typed. @throws Fault `access.code.refused` */
export async function setSecondFactor(
  { db, keys }: SignInWorld,
  login: LoginPlace,
  { secret, code }: { readonly secret: string; readonly code: string },
  now: Date,
): Promise<void> {
  const step = stepOfCode(secret, code, now);
  if (step === undefined)
    throw new Fault("access.code.refused", "never", "the code does not belong to the secret");
  const sealed = keys.sealSecret(login.districtId, secondFactorPlace(login.loginId), secret);
  await db.session(login.districtId, (session) =>
    session.write((tx: Transaction) =>
      tx.query("update login set totp_sealed = $3, totp_step = $4 where district_id = $1 and login_id = $2", [
        ...[login.districtId, login.loginId, sealed, step],
      ]),
    ),
  );
}

/** Signs in without an authenticator app from now on. */
export async function dropSecondFactor(db: Database, login: LoginPlace): Promise<void> {
  await db.session(login.districtId, (session) =>
    session.write((tx) =>
      tx.query(
        "update login set totp_sealed = null, totp_step = 0 where district_id = $1 and login_id = $2",
        [...[login.districtId, login.loginId]],
      ),
    ),
  );
}

async function mustReadLogin(
  db: Database,
  { districtId, loginId }: LoginPlace,
): Promise<{ readonly email: string; readonly password_hash: string | null }> {
  const row = await db.session(districtId, (session) =>
    session.read(async (tx) => {
      const [read] = await tx.query<{ email: string; password_hash: string | null }>(
        "select email, password_hash from login where district_id = $1 and login_id = $2",
        [districtId, loginId],
      );
      return read;
    }),
  );
  if (row === undefined) throw new Error("somebody is signed in by a login that is not there");
  return row;
}
