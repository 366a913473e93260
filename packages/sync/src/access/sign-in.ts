import type { Database, Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { HomeKeys } from "../keys/home-keys.ts";
import type { LoginPlace } from "./operator.ts";
import { isPassword } from "./password.ts";
import { stepOfCode } from "./second-factor.ts";

/** What somebody types. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, where one is set up. */
  readonly code: string | undefined;
}

/** How many wrong passwords in a row are answered at once; from then on each costs a wait that doubles, to an hour. */
const freeFailures = 5;
const longestWaitMs = 3_600_000;

/**
 * The login of these credentials. Every refusal reads the same, whether there is such a login or not, and takes as
 * long; only somebody who knew the password is told that a code is needed.
 *
 * @throws Fault `access.sign-in.refused`, `access.code.needed`, `access.sign-in.slowed`
 */
export async function signIn(
  db: Database,
  keys: HomeKeys,
  credentials: Credentials,
  now: Date,
): Promise<LoginPlace> {
  const places = await placesOf(db, credentials.email);
  if (places.length === 0) await isPassword(credentials.password, undefined);
  let refusal: Fault | undefined;
  for (const place of places) {
    const answer = await tryLogin(db, keys, place, credentials, now);
    if (answer === undefined) return place;
    // The word about a code says more than "refused", and only to whoever knew the password.
    if (refusal === undefined || answer.code !== "access.sign-in.refused") refusal = answer;
  }
  throw refusal ?? refused();
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
  readonly failures: number;
  readonly refused_until: string | null;
}

/** Undefined: it is them. */
function tryLogin(
  db: Database,
  keys: HomeKeys,
  place: LoginPlace,
  { password, code }: Credentials,
  now: Date,
): Promise<Fault | undefined> {
  return db.session(place.districtId, (session) =>
    session.write(async (tx) => {
      const kept = await readLogin(tx, place);
      if (kept === undefined) return refused();
      const { refused_until: until } = kept;
      if (until !== null && new Date(until) > now) {
        const seconds = Math.ceil((new Date(until).getTime() - now.getTime()) / 1000);
        return new Fault("access.sign-in.slowed", "later", "too many wrong passwords", { seconds });
      }
      if (!(await isPassword(password, kept.password_hash ?? undefined)))
        return countFailure(tx, place, kept.failures + 1, now);
      if (kept.totp_sealed === null) return settle(tx, place, kept.totp_step);
      if (code === undefined)
        return new Fault("access.code.needed", "never", "the code of the authenticator app is needed");
      const step = stepOfCode(
        keys.openSecret(place.districtId, secondFactorPlace(place.loginId), kept.totp_sealed),
        code,
        now,
      );
      if (step === undefined || step <= kept.totp_step)
        return countFailure(tx, place, kept.failures + 1, now);
      return settle(tx, place, step);
    }),
  );
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
    `select password_hash, totp_sealed, totp_step, failures, refused_until from login
      where district_id = $1 and login_id = $2 for update`,
    [districtId, loginId],
  );
  return row;
}

async function countFailure(
  tx: Transaction,
  { districtId, loginId }: LoginPlace,
  failures: number,
  now: Date,
): Promise<Fault> {
  const waitMs = failures < freeFailures ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (failures - freeFailures));
  await tx.query(
    "update login set failures = $3, refused_until = $4 where district_id = $1 and login_id = $2",
    [
      ...[
        districtId,
        loginId,
        failures,
        waitMs === 0 ? null : new Date(now.getTime() + waitMs).toISOString(),
      ],
    ],
  );
  return refused();
}

async function settle(
  tx: Transaction,
  { districtId, loginId }: LoginPlace,
  step: number,
): Promise<undefined> {
  await tx.query(
    "update login set failures = 0, refused_until = null, totp_step = $3 where district_id = $1 and login_id = $2",
    [districtId, loginId, step],
  );
}
