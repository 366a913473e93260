import { createHash } from "node:crypto";
import ssh2 from "ssh2";
import { Fault } from "../fault.ts";

/** A public key that may sign in. */
export interface DropKey {
  readonly type: string;
  /** The key as SSH writes it, base64, without the comment. */
  readonly key: string;
  /** `SHA256:…`, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
}

/** Kinds of keys that are taken; RSA from 2048 bits on (security 4.4 rows 61 and 62). */
const types = new Set([
  "ssh-ed25519",
  "ssh-rsa",
  ...["ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521"],
]);
const leastRsaBits = 2048;

/**
 * Reads a public key as a person pastes it: a line of `id_ed25519.pub`, or the block that PuTTY shows.
 *
 * @throws Fault `drop.key.private`, `drop.key.unreadable`, `drop.key.weak`
 */
export function readDropKey(text: string): DropKey {
  if (/PRIVATE KEY|PuTTY-User-Key-File/.test(text))
    throw new Fault("drop.key.private", "never", "this is a private key; the public one is needed");
  const parsed = ssh2.utils.parseKey(text.trim());
  // OpenSSH files may hold several keys; only a single one comes as a key.
  if (parsed instanceof Error || Array.isArray(parsed) || parsed.isPrivateKey())
    throw new Fault("drop.key.unreadable", "never", "this cannot be read as one public key of SSH");
  const blob = parsed.getPublicSSH();
  const bits = parsed.type === "ssh-rsa" ? rsaBits(blob) : 0;
  if (!types.has(parsed.type) || (parsed.type === "ssh-rsa" && bits < leastRsaBits))
    throw new Fault("drop.key.weak", "never", "this kind of key is too weak", { type: parsed.type, bits });
  return { type: parsed.type, key: blob.toString("base64"), fingerprint: fingerprintOf(blob) };
}

/** `SHA256:` and the hash of a public key, as OpenSSH prints it. */
export function fingerprintOf(blob: Uint8Array): string {
  return `SHA256:${createHash("sha256").update(blob).digest("base64").replace(/=+$/, "")}`;
}

/** Bits of the modulus: the third of the blob's strings, after the name and the exponent (RFC 4253 §6.6). */
function rsaBits(blob: Buffer): number {
  let at = 0;
  for (let skipped = 0; skipped < 2; skipped += 1) at += 4 + blob.readUInt32BE(at);
  const modulus = blob.subarray(at + 4, at + 4 + blob.readUInt32BE(at));
  const first = modulus.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  return (modulus.length - first) * 8 - Math.clz32(modulus[first] ?? 0) + 24;
}
