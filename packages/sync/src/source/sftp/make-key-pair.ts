import { createPrivateKey } from "node:crypto";
import { makeSshKeyPair } from "../../keys/ssh-key-pair.ts";
import { hostKeyOf } from "./host-key.ts";
import { opensshForm } from "./openssh-form.ts";

/** A key pair that Muster made for one source. */
export interface KeyPair {
  /** One line for the server's `authorized_keys`; shown to whoever sets the source up. */
  readonly publicKey: string;
  /** In OpenSSH's form; a secret from the moment it exists. */
  readonly privateKey: string;
  readonly fingerprint: string;
}

/**
 * Makes an Ed25519 key pair. Each source gets its own, so that one that leaks opens nothing else (security §4.5, 72).
 *
 * @param comment ends the public key's line: the administrator of the server sees whose it is
 */
export function makeKeyPair(comment: string): KeyPair {
  const line = comment.replace(/[^\w@.:-]+/g, "-").slice(0, 100);
  const made = makeSshKeyPair(line);
  const [, blob = ""] = made.publicKey.split(" ");
  const { fingerprint } = hostKeyOf(Buffer.from(blob, "base64"));
  return { ...made, fingerprint };
}

/**
 * A private key in a form that the SSH library reads: OpenSSH's, PEM and PuTTY's as they are, PKCS#8 turned into PEM, or
 * into OpenSSH's where it is an Ed25519 key.
 * What cannot be turned comes back as it is; reading it fails then, in one place.
 */
export function readableKey(given: string, passphrase: string): string {
  const text = `${given.replace(/\r\n?/g, "\n").trim()}\n`;
  if (!/^-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/.test(text)) return text;
  try {
    const key = createPrivateKey(passphrase === "" ? { key: text } : { key: text, passphrase });
    if (key.asymmetricKeyType === "ed25519") return opensshForm(key);
    const type = key.asymmetricKeyType === "rsa" ? "pkcs1" : "sec1";
    return String(key.export({ type, format: "pem" }));
  } catch {
    return text;
  }
}
