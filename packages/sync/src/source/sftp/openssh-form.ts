import type { KeyObject } from "node:crypto";

/**
 * An Ed25519 private key in OpenSSH's own form (OpenSSH's PROTOCOL.key), without a passphrase. The SSH library reads
 * Ed25519 in no other, and `openssl genpkey` writes PKCS#8.
 *
 * @throws Error where the key is of another type
 */
export function opensshForm(key: KeyObject): string {
  const { d, x } = key.export({ format: "jwk" });
  if (key.asymmetricKeyType !== "ed25519" || d === undefined || x === undefined)
    throw new Error("an Ed25519 private key has both halves");
  const [seed, point] = [Buffer.from(d, "base64url"), Buffer.from(x, "base64url")];
  const type = field(Buffer.from("ssh-ed25519"));
  // Two equal numbers, by which a reader sees that a passphrase was right; there is none.
  const check = Buffer.alloc(8);
  const halves = Buffer.concat([check, type, field(point), field(Buffer.concat([seed, point])), field(none)]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7]).subarray(0, (8 - (halves.length % 8)) % 8);
  const bytes = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    ...[field(Buffer.from("none")), field(Buffer.from("none")), field(none), Buffer.from([0, 0, 0, 1])],
    field(Buffer.concat([type, field(point)])),
    field(Buffer.concat([halves, padding])),
  ]);
  const lines = bytes.toString("base64").match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join("\n")}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

const none = Buffer.alloc(0);

/** A length of four bytes and the bytes (RFC 4251 §5, `string`). */
function field(bytes: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
