import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { Fault } from "../../fault.ts";

/** What tells a file from the one that replaced it, or from itself after somebody wrote to it. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

export function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): FileIdentity {
  return { dev, ino, size, mtimeNs, ctimeNs };
}

/**
 * Makes sure that the open file is the one that was listed and that nobody wrote to it since: a snapshot is of one
 * state (A12, A13), and a file that is still being uploaded is not read (A01).
 */
export async function assertUnchanged(handle: FileHandle, listed: FileIdentity, path: string): Promise<void> {
  const now = identityOf(await handle.stat({ bigint: true }));
  const isSame =
    now.dev === listed.dev &&
    now.ino === listed.ino &&
    now.size === listed.size &&
    now.mtimeNs === listed.mtimeNs &&
    now.ctimeNs === listed.ctimeNs;
  if (isSame) return;
  const facts = { path, listedBytes: Number(listed.size), bytes: Number(now.size) };
  throw new Fault("source.file.changed", "later", `${path} was changed while it was being read.`, facts);
}
