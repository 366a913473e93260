import ssh2 from "ssh2";

/** Both halves of a key of SSH, in OpenSSH's format. */
export interface SshKeyPair {
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA… comment` */
  readonly publicKey: string;
}

/**
 * Makes an Ed25519 key pair.
 *
 * @NOTE ssh2 1.17 loses a leading zero byte: one pair of about 256 has a half of 31 bytes, which nobody can read, ssh2
 * itself included. Such a pair is thrown away and another is made.
 */
export function makeSshKeyPair(comment = ""): SshKeyPair {
  for (;;) {
    const made = ssh2.utils.generateKeyPairSync("ed25519", { comment });
    const halves = [ssh2.utils.parseKey(made.private), ssh2.utils.parseKey(made.public.trim())];
    if (halves.every((half) => !(half instanceof Error)))
      return { privateKey: made.private, publicKey: made.public.trim() };
  }
}
