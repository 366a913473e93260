import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
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
 * The drop's own key, `<home>/keys/drop-host.key`, which only we may read; made once. Every district has noted it, so it
 * is never made anew by itself.
 *
 * @throws Fault `keys.drop.damaged`, `storage.*`
 */
export async function openDropHostKey(home: string): Promise<DropHostKey> {
  const file = path.join(home, "keys", "drop-host.key");
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
