import type { Database, Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { HomeKeys } from "../keys/home-keys.ts";
import { beginAttempt } from "./attempts.ts";
import { writeAudit } from "./audit.ts";
import type { LoginPlace } from "./operator.ts";
import { isPassword } from "./password.ts";
import { stepOfCode } from "./second-factor.ts";

/** What signing in is done with. */
export interface SignInWorld {
  readonly db: Database;
  readonly keys: HomeKeys;
}

/** What somebody types, and where they sit. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, where one is set up. */
  readonly code: string | undefined;
  /** Of the network; for the audit log. */
  readonly address: string;
}

/**
 * The login of these credentials. Every refusal reads the same, whether there is such a login or not, and takes as
 * long; only somebody who knew the password is told that a code is needed.
 *
 * @throws Fault `access.sign-in.refused`, `access.code.needed`, `access.sign-in.slowed`
 */
export async function signIn(world: SignInWorld, credentials: Credentials, now: Date): Promise<LoginPlace> {
  return tryPlaces(world, await placesOf(world.db, credentials.email), credentials, now);
}

/**
 * Proves a login that is known already by its password, and by its code where it has a second factor.
 *
 * @throws Fault as `signIn` does
 */
export async function proveIdentity(
  world: SignInWorld,
  login: LoginPlace,
  credentials: Credentials,
  now: Date,
): Promise<void> {
  await tryPlaces(world, [login], credentials, now);
}

async function tryPlaces(
  world: SignInWorld,
  places: readonly LoginPlace[],
  credentials: Credentials,
  now: Date,
): Promise<LoginPlace> {
  const attempt = await beginAttempt(world.db, credentials.email, now);
  if (places.length === 0) await isPassword(credentials.password, undefined);
  let refusal = refused();
  for (const place of places) {
    const answer = await tryLogin(world, place, credentials, now);
    if (answer === undefined) {
      await attempt.succeeded();
      return place;
    }
    // The word about a code says more than "refused", and only to whoever knew the password.
    if (answer.code !== "access.sign-in.refused") refusal = answer;
  }
  if (refusal.code === "access.code.needed") await attempt.takenBack();
  throw refusal;
}

function refused(): Fault {
  return new Fault("access.sign-in.refused", "never", "the address or the password is not right");
}

async function placesOf(db: Database, email: string): Promise<readonly LoginPlace[]> {
  return db.session(undefined, (session) =>
    session.read((tx) =>
      tx.query<{ districtId: number; loginId: number }>(
        `select district_id as "districtId", login_id as "loginId" from logins_of($1)`,
        [email.trim()],
      ),
    ),
  );
}

interface KeptLogin extends Record<string, unknown> {
  readonly password_hash: string | null;
  readonly totp_sealed: Uint8Array | null;
  readonly totp_step: number;
}

/** Undefined: it is them. A wrong password or code is written into the log of the login's district. */
function tryLogin(
  { db, keys }: SignInWorld,
  place: LoginPlace,
  { password, code, address }: Credentials,
  now: Date,
): Promise<Fault | undefined> {
  return db.session(place.districtId, (session) =>
    session.write(async (tx) => {
      const kept = await readLogin(tx, place);
      if (kept === undefined) return refused();
      const isKnown = await isPassword(password, kept.password_hash ?? undefined);
      if (isKnown && kept.totp_sealed === null) return undefined;
      if (isKnown && code === undefined)
        return new Fault("access.code.needed", "never", "the code of the authenticator app is needed");
      if (isKnown && (await takeCode(tx, keys, place, kept, code ?? "", now))) return undefined;
      const facts = { login: place.loginId, address };
      await writeAudit(tx, place.districtId, { at: now, who: "", act: "session.refused", facts });
      return refused();
    }),
  );
}

/**
 * Whether a code is the one of now for a login, which takes it: it works once.
 *
 * @throws Fault `access.code.needed`, `access.code.refused`
 */
export async function proveCode(
  { db, keys }: SignInWorld,
  place: LoginPlace,
  code: string | undefined,
  now: Date,
): Promise<void> {
  if (code === undefined)
    throw new Fault("access.code.needed", "never", "the code of the authenticator app is needed");
  const attempt = await beginAttempt(db, `code ${place.districtId}/${place.loginId}`, now);
  const isRight = await db.session(place.districtId, (session) =>
    session.write(async (tx) => {
      const kept = await readLogin(tx, place);
      return kept !== undefined && takeCode(tx, keys, place, kept, code, now);
    }),
  );
  if (!isRight) throw new Fault("access.code.refused", "never", "this is not the code of now");
  await attempt.succeeded();
}

async function takeCode(
  tx: Transaction,
  keys: HomeKeys,
  { districtId, loginId }: LoginPlace,
  { totp_sealed: sealed, totp_step: last }: KeptLogin,
  code: string,
  now: Date,
): Promise<boolean> {
  if (sealed === null) return true;
  const step = stepOfCode(keys.openSecret(districtId, secondFactorPlace(loginId), sealed), code, now);
  if (step === undefined || step <= last) return false;
  await tx.query("update login set totp_step = $3 where district_id = $1 and login_id = $2", [
    ...[districtId, loginId, step],
  ]);
  return true;
}

/** What the secret of a second factor is sealed for. */
export function secondFactorPlace(loginId: number): string {
  return `second factor ${loginId}`;
}

async function readLogin(
  tx: Transaction,
  { districtId, loginId }: LoginPlace,
): Promise<KeptLogin | undefined> {
  const [row] = await tx.query<KeptLogin>(
    `select password_hash, totp_sealed, totp_step from login
      where district_id = $1 and login_id = $2 for update`,
    [districtId, loginId],
  );
  return row;
}
