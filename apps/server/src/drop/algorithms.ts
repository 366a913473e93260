import type { Algorithms } from "ssh2";

/**
 * What may be agreed on with a client: what OpenSSH agrees on by default, less what is weak. No SHA-1, no CBC, no
 * chacha20 (with it a client that is too old for strict key exchange can be cut short unnoticed), and no compression,
 * which a hostile client could turn into a bomb (security 4.4 row 62).
 *
 * @NOTE after the key exchange ssh2 1.17 announces a fixed list of signatures for the clients' keys, `ssh-rsa` and
 * `ssh-dss` among them. Nothing is signed in by those: sign-in.ts decides about each signature itself.
 */
export const dropAlgorithms: Algorithms = {
  kex: [
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group14-sha256",
  ],
  serverHostKey: ["ssh-ed25519"],
  cipher: ["aes256-gcm@openssh.com", "aes128-gcm@openssh.com", "aes256-ctr", "aes192-ctr", "aes128-ctr"],
  hmac: ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"],
  compress: ["none"],
};
