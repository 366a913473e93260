import { randomBytes, randomInt, scrypt, timingSafeEqual } from "node:crypto";

/** No sign that can be taken for another when it is read from paper: 31 signs, nearly 5 bits each. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const groups = 5;
const groupLength = 5;

/** Costs of scrypt: 32 MiB and about 60 ms of one processor. Kept with each hash, so that they may grow. */
const cost = { log2n: 15, r: 8, p: 1 };
const saltBytes = 16;
const hashBytes = 32;

/** A password of 25 random signs (123 bits) in groups, `k3fpa-…`; shown once and never kept. */
export function makeDropPassword(): string {
  const sign = (): string => alphabet[randomInt(alphabet.length)] ?? "";
  const group = (): string => Array.from({ length: groupLength }, sign).join("");
  return Array.from({ length: groups }, group).join("-");
}

/** `scrypt$15$8$1$<salt>$<hash>`, base64. */
export async function hashDropPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const { log2n, r, p } = cost;
  const hash = await derive(password, { log2n, r, p, salt, bytes: hashBytes });
  return ["scrypt", log2n, r, p, salt.toString("base64"), hash.toString("base64")].join("$");
}

/**
 * Whether this is the password. Without a hash (no such account, or one with keys alone) the same work is done and the
 * answer is no, so that the time tells nothing.
 */
export async function isDropPassword(password: string, kept: string | undefined): Promise<boolean> {
  const known = kept === undefined ? undefined : parseHash(kept);
  const { hash, ...how } = known ?? standIn;
  const derived = await derive(password, { ...how, bytes: hash.length });
  return timingSafeEqual(derived, hash) && known !== undefined;
}

interface Derivation {
  readonly log2n: number;
  readonly r: number;
  readonly p: number;
  readonly salt: Buffer;
}

const standIn: Derivation & { readonly hash: Buffer } = {
  ...cost,
  salt: randomBytes(saltBytes),
  hash: randomBytes(hashBytes),
};

function derive(password: string, how: Derivation & { readonly bytes: number }): Promise<Buffer> {
  const options = { N: 2 ** how.log2n, r: how.r, p: how.p, maxmem: 256 * 1024 ** 2 };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), how.salt, how.bytes, options, (error, hash) =>
      error === null ? resolve(hash) : reject(error),
    );
  });
}

function parseHash(kept: string): Derivation & { readonly hash: Buffer } {
  const match = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w+/=]+)\$([\w+/=]+)$/.exec(kept);
  const [, log2n, r, p, salt, hash] = match ?? [];
  if (salt === undefined || hash === undefined) throw new Error("a kept password is no hash of scrypt");
  return {
    ...{ log2n: Number(log2n), r: Number(r), p: Number(p) },
    ...{ salt: Buffer.from(salt, "base64"), hash: Buffer.from(hash, "base64") },
  };
}
