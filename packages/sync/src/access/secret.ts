import { createHash, randomBytes } from "node:crypto";

/** 256 random bits that open something of a district: `<district>.<43 signs>`. Told once; only its hash is kept. */
export function makeSecret(districtId: number): { readonly secret: string; readonly hash: Buffer } {
  const secret = `${districtId}.${randomBytes(32).toString("base64url")}`;
  return { secret, hash: hashSecret(secret) };
}

/** SHA-256: what is guessed at 256 bits needs no slow hash. */
export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** The district a secret says it belongs to; undefined for a text that is none. */
export function districtOfSecret(secret: string): number | undefined {
  const district = Number(/^([1-9]\d{0,8})\.[\w-]{43}$/.exec(secret)?.[1]);
  return Number.isInteger(district) ? district : undefined;
}
