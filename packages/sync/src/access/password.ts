import { hash, verify } from "@node-rs/argon2";
import { Fault } from "../fault.ts";

/** Costs as OWASP's Password Storage Cheat Sheet gives them for argon2id: 19 MiB, two passes, one lane. */
const costs = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** NIST SP 800-63B: length counts and composition rules do not. */
export const shortestPassword = 12;
export const longestPassword = 256;

/** Long enough, and still among the first that are tried. */
const wellKnown =
  /^(?:(.{1,6})\1+|(?:0123456789|1234567890|abcdefghijkl|qwertyuiop\w*|password\w*|letmein\w*|welcome\w*).*)$/i;

/** @throws Fault `access.password.weak` */
export async function hashPassword(password: string): Promise<string> {
  const { length } = password;
  if (length < shortestPassword || length > longestPassword || wellKnown.test(password))
    throw new Fault("access.password.weak", "never", "the password is too short or too well known", {
      shortest: shortestPassword,
    });
  return hash(password.normalize("NFKC"), costs);
}

/** The same work without a hash to compare with, so that the time tells nothing about whether there is such a login. */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  const normal = password.slice(0, longestPassword).normalize("NFKC");
  const isRight = await verify(kept ?? (await standIn()), normal);
  return isRight && kept !== undefined;
}

let madeOnce: Promise<string> | undefined;

function standIn(): Promise<string> {
  madeOnce ??= hash("nobody has this password", costs);
  return madeOnce;
}
