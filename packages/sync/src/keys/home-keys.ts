import { hkdfSync, randomBytes } from "node:crypto";
import { chmod, link, open, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "../disk/make-folder.ts";
import { storageFault } from "../disk/storage-fault.ts";
import { systemCode } from "../disk/system-code.ts";
import { halfName, syncFolder } from "../disk/write-durably.ts";
import { Fault } from "../fault.ts";
import { seal, unseal } from "./seal.ts";

const keyBytes = 32;

/** Secrets of one home, all drawn from one master key: lose it and neither snapshots nor hashes mean anything. */
export interface HomeKeys {
  /** Encrypts a district's snapshots: 32 bytes, another for every district. */
  snapshotKey(district: number): Buffer;
  /** Seeds the hashes of a district's records, so that nobody can look a known record up in them. */
  hashSeed(district: number): readonly [number, number];
  /** Hashes what a request of a district held, so that nobody can guess a password by the hash: 32 bytes. */
  requestKey(district: number): Buffer;
  /**
   * Seals a short secret of a district: a password, a token, a key. `place` says what it is for; sealed for one place it
   * cannot be opened for another.
   */
  sealSecret(district: number, place: string, secret: string): Buffer;
  /** @throws Fault `keys.secret.damaged` where it was changed, or sealed under another key, district or place */
  openSecret(district: number, place: string, sealed: Uint8Array): string;
}

/**
 * Opens `<home>/keys/master.key`, 32 random bytes that only the owner may read, and makes it on first use; of several
 * processes that begin at once all get the same.
 *
 * @throws Fault `keys.master.missing` where snapshots were kept under a key that is gone, `keys.master.damaged`,
 * `storage.disk.full`, `storage.path.forbidden`, `storage.path.failed`.
 */
export async function openHomeKeys(home: string): Promise<HomeKeys> {
  const file = path.join(home, "keys", "master.key");
  try {
    // @NOTE looked at before the key: a snapshot is never older than its key, so a key missed after this is truly gone.
    const hasSnapshots = await holdsAnything(path.join(home, "snapshots"));
    return keysFrom((await readKey(file)) ?? (await makeKey(file, hasSnapshots)));
  } catch (error) {
    throw storageFault(error, file);
  }
}

function keysFrom(master: Buffer): HomeKeys {
  const derive = (purpose: string, district: number, bytes: number): Buffer =>
    Buffer.from(hkdfSync("sha256", master, "", `muster ${purpose} ${district}`, bytes));
  return {
    snapshotKey: (district) => derive("snapshot", district, keyBytes),
    hashSeed: (district) => {
      const seed = derive("record hash", district, 8);
      return [seed.readInt32LE(0), seed.readInt32LE(4)];
    },
    requestKey: (district) => derive("request", district, keyBytes),
    sealSecret: (district, place, secret) => seal(derive("secret", district, keyBytes), place, secret),
    openSecret: (district, place, sealed) => {
      const secret = unseal(derive("secret", district, keyBytes), place, sealed);
      if (secret !== undefined) return secret;
      throw new Fault(
        "keys.secret.damaged",
        "never",
        "A secret cannot be opened with the key of this home.",
        {
          district,
          place,
        },
      );
    },
  };
}

async function readKey(file: string): Promise<Buffer | undefined> {
  const key = await readFile(file).catch(absent);
  if (key === undefined) return undefined;
  if (key.length !== keyBytes) {
    const facts = { path: file, bytes: key.length };
    throw new Fault("keys.master.damaged", "never", `${file} is not a key of ${keyBytes} bytes.`, facts);
  }
  // A home that was copied is often open to everybody. A key that a container mounts read-only stays as it is.
  await chmod(file, 0o600).catch(() => undefined);
  return key;
}

async function makeKey(file: string, hasSnapshots: boolean): Promise<Buffer> {
  if (hasSnapshots) {
    const text = `${file} is gone, and the snapshots beside it cannot be read without it. Bring it back from a backup.`;
    throw new Fault("keys.master.missing", "never", text, { path: file });
  }
  await makeFolder(path.dirname(file));
  const half = halfName(file);
  try {
    await writeKey(half);
    // A link makes the whole file appear at once and never replaces another: the first process's key is everybody's.
    await link(half, file).catch((error: unknown) => {
      if (systemCode(error) !== "EEXIST") throw error;
    });
  } finally {
    await rm(half, { force: true });
  }
  await syncFolder(path.dirname(file));
  const key = await readKey(file);
  if (key === undefined) throw new Error("the master key that was just made is not there");
  return key;
}

async function writeKey(file: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(randomBytes(keyBytes));
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function holdsAnything(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(absent);
  return names !== undefined && names.length > 0;
}

function absent(error: unknown): undefined {
  if (systemCode(error) !== "ENOENT") throw error;
}
