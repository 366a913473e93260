import { createHash } from "node:crypto";
import { Fault } from "../../fault.ts";

/** The key by which a server shows that it is itself. */
export interface HostKey {
  /** `ssh-ed25519`, `ssh-rsa`, `ecdsa-sha2-nistp256`. */
  readonly type: string;
  /** As OpenSSH writes it: `SHA256:` and 43 characters of base64. */
  readonly fingerprint: string;
}

/** Reads a public key as it goes over the wire (RFC 4253 §6.6). */
export function hostKeyOf(key: Uint8Array): HostKey {
  const bytes = Buffer.from(key);
  const length = bytes.length >= 4 ? bytes.readUInt32BE(0) : 0;
  const type = bytes.toString("latin1", 4, 4 + Math.min(length, 64)).replace(/[^\w@.-]/g, "");
  const digest = createHash("sha256").update(bytes).digest("base64").replace(/=+$/, "");
  return { type, fingerprint: `SHA256:${digest}` };
}

/**
 * What forbids to go on with a server that shows this key; undefined where it is one of those that were pinned.
 *
 * Nobody is trusted on first use: whoever sets a source up compares the fingerprint with what the server's
 * administrator says, and only then it is pinned (A18, security §4.5, 71).
 */
export function judgeHostKey(host: string, seen: HostKey, pinned: readonly string[]): Fault | undefined {
  const { fingerprint, type: keyType } = seen;
  if (pinned.some((one) => sameFingerprint(one, fingerprint))) return undefined;
  if (pinned.length === 0)
    return new Fault("source.hostkey.unknown", "never", `Nobody has confirmed the key of ${host} yet.`, {
      host,
      fingerprint,
      keyType,
    });
  return new Fault("source.hostkey.changed", "never", `${host} shows another key than before.`, {
    host,
    fingerprint,
    keyType,
    pinned: pinned.join(", ").slice(0, 300),
  });
}

/** People paste it with or without `SHA256:` and the padding. */
function sameFingerprint(pinned: string, fingerprint: string): boolean {
  const bare = pinned
    .trim()
    .replace(/^SHA256:/i, "")
    .replace(/=+$/, "");
  return `SHA256:${bare}` === fingerprint;
}
