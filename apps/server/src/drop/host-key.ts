import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fingerprintOf } from "@muster/sync/directory/drop-key.ts";
import { storageFault } from "@muster/sync/disk/storage-fault.ts";
import { systemCode } from "@muster/sync/disk/system-code.ts";
import { halfName, syncFolder } from "@muster/sync/disk/write-durably.ts";
import { Fault } from "@muster/sync/fault.ts";
import { makeSshKeyPair } from "@muster/sync/keys/ssh-key-pair.ts";
import ssh2 from "ssh2";

/** By which districts know this server. */
export interface DropHostKey {
  /** OpenSSH's format; never leaves this process. */
  readonly privateKey: string;
  /** `ssh-ed25519 AAAA…`, for a known_hosts file. */
  readonly publicKey: string;
  /** `SHA256:…`, as clients show it at the first connection. */
  readonly fingerprint: string;
}

/**
 * The key in use, and the one that will take its place some day. Both are told to districts from the beginning, so that
 * none meets an unknown server on that day (security 4.4 row 63).
 */
export interface DropHostKeys {
  readonly current: DropHostKey;
  readonly next: DropHostKey;
  /** Since when the next one could be told to districts. */
  readonly nextMadeAt: Date;
}

/**
 * The drop's own keys, `<home>/keys/drop-host.key` and `drop-host-next.key`, which only we may read; made once. Every
 * district has noted them, so they are never made anew by themselves.
 *
 * @throws Fault `keys.drop.damaged`, `storage.*`
 */
export async function openDropHostKeys(home: string): Promise<DropHostKeys> {
  const { current, next } = filesOf(home);
  const keys = { current: await openKey(current), next: await openKey(next) };
  return { ...keys, nextMadeAt: (await stat(next)).mtime };
}

/**
 * Puts the next key in the place of the one in use and makes another next one. A drop that runs keeps its key until it is
 * started again. Killed in between, the next one is made when it is asked for.
 *
 * @throws Fault `keys.drop.damaged`, `storage.*`
 */
export async function rotateDropHostKey(home: string): Promise<DropHostKeys> {
  const { current, next } = filesOf(home);
  await openDropHostKeys(home);
  try {
    await rename(next, current);
    await syncFolder(path.dirname(current));
  } catch (error) {
    throw storageFault(error, current);
  }
  return openDropHostKeys(home);
}

function filesOf(home: string): { readonly current: string; readonly next: string } {
  const folder = path.join(home, "keys");
  return { current: path.join(folder, "drop-host.key"), next: path.join(folder, "drop-host-next.key") };
}

async function openKey(file: string): Promise<DropHostKey> {
  try {
    const text = (await readFile(file, "utf8").catch(absent)) ?? (await makeKey(file));
    return parseHostKey(text, file);
  } catch (error) {
    throw storageFault(error, file);
  }
}

function parseHostKey(text: string, file: string): DropHostKey {
  const key = ssh2.utils.parseKey(text);
  if (key instanceof Error || Array.isArray(key) || !key.isPrivateKey() || key.type !== "ssh-ed25519")
    throw new Fault("keys.drop.damaged", "never", `${file} is not the key of a drop`, { path: file });
  const blob = key.getPublicSSH();
  return {
    privateKey: text,
    publicKey: `${key.type} ${blob.toString("base64")}`,
    fingerprint: fingerprintOf(blob),
  };
}

/** Of several processes that begin at once all get the same key: a link never replaces a file that is there. */
async function makeKey(file: string): Promise<string> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const half = halfName(file);
  try {
    await writeFile(half, makeSshKeyPair().privateKey, {
      ...{ mode: 0o600, flag: "wx", flush: true },
    });
    await link(half, file).catch((error: unknown) => {
      if (systemCode(error) !== "EEXIST") throw error;
    });
  } finally {
    await rm(half, { force: true });
  }
  await syncFolder(path.dirname(file));
  return readFile(file, "utf8");
}

function absent(error: unknown): undefined {
  if (systemCode(error) !== "ENOENT") throw error;
}
