import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeSshKeyPair } from "../../keys/ssh-key-pair.ts";
import { hostKeyOf } from "./host-key.ts";

/** Where Debian's package openssh-server puts it. */
const binary = ["/usr/sbin/sshd", "/usr/local/sbin/sshd", "/usr/bin/sshd"].find((file) => existsSync(file));

/** Why tests against OpenSSH are left out; undefined where its server is installed. */
export const withoutSshd: string | false =
  binary === undefined ? "sshd is not installed (Debian: apt-get install openssh-server)" : false;

/** OpenSSH's own server on loopback, with one account that signs in by a key. */
export interface TestSshd {
  readonly port: number;
  readonly login: string;
  readonly privateKey: string;
  /** Of the host key with which it was started. */
  readonly fingerprint: string;
  /** The folder that the account may read. */
  readonly site: string;
  /** Lets another key sign in beside the first one; a line of `authorized_keys`. */
  readonly authorize: (publicKey: string) => void;
  /** Starts the server again with another host key, and gives its fingerprint. */
  readonly changeHostKey: () => Promise<string>;
}

/**
 * Starts sshd as an ordinary user: as `nobody` where the tests run as root, who could read everything. It ends with
 * the test, or with the file where `node:test` itself is given.
 */
export async function startSshd(t: {
  readonly after: (work: () => Promise<void>) => void;
}): Promise<TestSshd> {
  const home = mkdtempSync(path.join(tmpdir(), "muster-sshd-"));
  const account = accountOf();
  const port = await freePort();
  const { site, privateKey } = furnish(home, port);
  let fingerprint = writeHostKey(home, account);
  let child: ChildProcess | undefined;
  const start = async (): Promise<void> => {
    const identity = process.getuid?.() === 0 ? { uid: account.uid, gid: account.gid } : {};
    // -D stays in the foreground, -e writes to stderr.
    const options = { ...identity, stdio: "ignore" as const };
    child = spawn(binary ?? "sshd", ["-D", "-e", "-f", path.join(home, "sshd_config")], options);
    await listening(port);
  };
  const stop = async (): Promise<void> => {
    if (child === undefined || child.exitCode !== null) return;
    const ended = new Promise((done) => child?.once("exit", done));
    child.kill();
    await ended;
  };
  t.after(async () => {
    await stop();
    rmSync(home, { recursive: true, force: true });
  });
  await start();
  const changeHostKey = async (): Promise<string> => {
    await stop();
    fingerprint = writeHostKey(home, account);
    await start();
    return fingerprint;
  };
  const authorize = (publicKey: string): void =>
    appendFileSync(path.join(home, "authorized_keys"), `${publicKey}\n`);
  return { port, login: account.name, privateKey, fingerprint, site, authorize, changeHostKey };
}

/** What the server needs beside its host key. */
function furnish(home: string, port: number): { readonly site: string; readonly privateKey: string } {
  chmodSync(home, 0o755);
  const site = path.join(home, "site");
  mkdirSync(site, { mode: 0o755 });
  const client = makeSshKeyPair();
  writeFileSync(path.join(home, "authorized_keys"), `${client.publicKey}\n`, { mode: 0o644 });
  writeFileSync(path.join(home, "sshd_config"), configOf(home, port));
  return { site, privateKey: client.privateKey };
}

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function accountOf(): Account {
  const { username, uid, gid } = userInfo();
  if (uid !== 0) return { name: username, uid, gid };
  const id = (flag: string): number => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { name: "nobody", uid: id("-u"), gid: id("-g") };
}

function writeHostKey(home: string, account: Account): string {
  const key = makeSshKeyPair();
  const file = path.join(home, "host_key");
  rmSync(file, { force: true });
  writeFileSync(file, key.privateKey, { mode: 0o600 });
  // sshd refuses a host key that others may read, so it must be its own.
  if (process.getuid?.() === 0) chownSync(file, account.uid, account.gid);
  return hostKeyOf(Buffer.from(key.publicKey.split(" ")[1] ?? "", "base64")).fingerprint;
}

function configOf(home: string, port: number): string {
  return [
    `ListenAddress 127.0.0.1:${port}`,
    `HostKey ${home}/host_key`,
    `AuthorizedKeysFile ${home}/authorized_keys`,
    "PidFile none",
    "StrictModes no",
    // @NOTE without it a server that is not root takes every account for a locked one: it cannot read the shadow file.
    "UsePAM yes",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "PubkeyAuthentication yes",
    "PrintMotd no",
    "Subsystem sftp internal-sftp",
    "ForceCommand internal-sftp",
    "",
  ].join("\n");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("a socket has a port");
  return address.port;
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isOpen = await new Promise<boolean>((done) => {
      const socket = connect(port, "127.0.0.1", () => done(true)).once("error", () => done(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await sleep(50);
  }
  throw new Error("sshd does not listen");
}
