import { timingSafeEqual } from "node:crypto";
import { isAllowedAddress } from "@muster/sync/directory/drop-addresses.ts";
import { isDropPassword } from "@muster/sync/directory/drop-password.ts";
import ssh2, { type AuthContext, type AuthenticationType, type PublicKeyAuthContext } from "ssh2";
import type { DropAccount, DropAccounts } from "./drop-account.ts";
import { type DropClock, waitBy } from "./drop-clock.ts";
import type { TellEvent } from "./drop-event.ts";
import type { DropLimits } from "./drop-limits.ts";
import type { SignInDelays } from "./sign-in-delays.ts";

/** What deciding about a client is given. */
export interface SignInWorld {
  readonly accounts: DropAccounts;
  readonly delays: SignInDelays;
  readonly clock: DropClock;
  readonly limits: DropLimits;
  readonly address: string;
  readonly tell: TellEvent;
  /** Told once, before the client is. When it fails the client is refused. */
  readonly onAccepted: (account: DropAccount) => Promise<void>;
  /** False once the client has gone: nothing can be answered then. */
  readonly isOpen: () => boolean;
  /** The client has tried enough, and is told so. */
  readonly giveUp: () => void;
  /** A mistake of ours: the connection is cut. */
  readonly hangUp: () => void;
}

/** Offered to everybody, whatever the account has and whether there is one. */
const methods: AuthenticationType[] = ["publickey", "password"];
/** A refusal is answered so long after the attempt, whatever was wrong and however long it took to see it. */
const refusalAfterMs = 1_000;
const longestPassword = 1_024;

/**
 * Decides about each attempt of one connection. Nothing that a stranger can see tells whether an account exists: the same
 * methods, the same answer, after the same time (security 4.4 row 61).
 */
export function decideSignIns(world: SignInWorld): (attempt: AuthContext) => void {
  const tried = { passwords: 0, keys: 0 };
  return (attempt) => {
    if (attempt.method === "password") {
      tried.passwords += 1;
      judge(world, attempt, tried.passwords >= world.limits.passwordTries, (account) =>
        isDropPassword(attempt.password.slice(0, longestPassword), account?.passwordHash),
      ).catch(world.hangUp);
    } else if (attempt.method === "publickey") {
      tried.keys += 1;
      if (tried.keys > world.limits.keyTries * 2) return end(world, attempt);
      // @NOTE any strong key is answered with "prove that you have it": otherwise a stranger with somebody's public key
      // could ask which login it opens.
      if (attempt.signature === undefined)
        return isStrongKey(attempt) ? attempt.accept() : attempt.reject(methods);
      judge(world, attempt, tried.keys >= world.limits.keyTries, async (account) =>
        isSigned(attempt, account),
      ).catch(world.hangUp);
    } else attempt.reject(methods);
  };
}

async function judge(
  world: SignInWorld,
  attempt: AuthContext,
  isLast: boolean,
  isRight: (account: DropAccount | undefined) => Promise<boolean>,
): Promise<void> {
  const { accounts, delays, clock, address } = world;
  const login = attempt.username;
  let at = clock.now();
  try {
    const wait = await delays.begin(login, address, at);
    if (wait === undefined) return await refuse(world, attempt, true, at);
    if (wait > 0) await waitBy(clock, wait);
    at = clock.now();
    const account = await accounts.find(login);
    // Both are always asked, so that a right password from a wrong place takes as long as a wrong one.
    const isProved = await isRight(account);
    if (account === undefined || !isProved || !isAllowedAddress(address, account.allowedAddresses)) {
      await delays.failed(login, address, clock.now());
      return await refuse(world, attempt, isLast, at, account);
    }
    await delays.succeeded(login, address, clock.now());
    if (!world.isOpen()) return;
    await world.onAccepted(account);
    if (world.isOpen()) attempt.accept();
  } catch (error) {
    // The database or the disk cannot be asked: nobody is let in, and no attempt is counted.
    world.tell("storage.failed", { code: codeOf(error) });
    await answerRefused(world, attempt, true, at);
  }
}

async function refuse(
  world: SignInWorld,
  attempt: AuthContext,
  isLast: boolean,
  since: number,
  account?: DropAccount,
): Promise<void> {
  const { clock, tell, delays, address } = world;
  // The operator may know whose account is being tried; the client learns nothing of it.
  const tried = account && { district: account.districtId, source: account.sourceId };
  const failures = await delays.failures({ address }, clock.now());
  tell("sign-in.failed", { method: attempt.method, failures, ...tried });
  await answerRefused(world, attempt, isLast, since);
}

async function answerRefused(
  world: SignInWorld,
  attempt: AuthContext,
  isLast: boolean,
  since: number,
): Promise<void> {
  const { clock } = world;
  await waitBy(clock, Math.max(0, since + refusalAfterMs - clock.now()));
  if (!world.isOpen()) return;
  if (isLast) end(world, attempt);
  else attempt.reject(methods);
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}

function end(world: SignInWorld, attempt: AuthContext): void {
  attempt.reject([]);
  world.giveUp();
}

/** The name of a kind of key that may sign; `ssh-rsa` without a hash is RSA with SHA-1. */
function isStrongKey({ key, hashAlgo }: PublicKeyAuthContext): boolean {
  if (key.algo === "ssh-rsa") return hashAlgo === "sha256" || hashAlgo === "sha512";
  return key.algo === "ssh-ed25519" || /^ecdsa-sha2-nistp(?:256|384|521)$/.test(key.algo);
}

/** The signature is checked first and in any case: how long it takes tells nothing about the account. */
function isSigned(attempt: PublicKeyAuthContext, account: DropAccount | undefined): boolean {
  const { key, signature, blob, hashAlgo } = attempt;
  const parsed = ssh2.utils.parseKey(key.data);
  if (parsed instanceof Error || Array.isArray(parsed) || signature === undefined || blob === undefined)
    return false;
  const isValid = isStrongKey(attempt) && parsed.verify(blob, signature, hashAlgo) === true;
  const known = (account?.keys ?? []).some(({ key: text }) =>
    isSameKey(key.data, Buffer.from(text, "base64")),
  );
  return isValid && known;
}

function isSameKey(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
