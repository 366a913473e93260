import { createHash } from "node:crypto";
import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";
import { isLitter } from "../disk/is-litter.ts";

/** A file as it came: the evidence that is kept with a snapshot. */
export interface StoredFile {
  readonly path: string;
  /** Bytes read, not bytes announced. */
  readonly size: number;
  /** Of the raw bytes, in hexadecimal. */
  readonly sha256: string;
  /** ISO 8601, as the sender's clock has it. */
  readonly modifiedAt: string | undefined;
}

/** An entry of which the source may know when it was changed. */
export interface DatedEntry extends PackageEntry {
  readonly modifiedAt?: Date | undefined;
}

export interface InputFingerprint {
  readonly files: readonly StoredFile[];
  /** Of all paths and bytes together: the same for the same files, in a folder or a ZIP, in any order. */
  readonly contentHash: string;
}

/**
 * Reads an input once, whole, and tells what it is made of. Litter does not count, and neither does one folder that
 * holds everything: `roster/users.csv` in today's ZIP is yesterday's `users.csv`.
 *
 * @throws DamagedInput, Fault: whatever reading an entry throws.
 */
export async function fingerprintInput(entries: readonly DatedEntry[]): Promise<InputFingerprint> {
  const files: StoredFile[] = [];
  for (const entry of entries) {
    if (isLitter(entry.path)) continue;
    const hash = createHash("sha256");
    let size = 0;
    for await (const chunk of entry.open()) {
      hash.update(chunk);
      size += chunk.length;
    }
    const modifiedAt = entry.modifiedAt?.toISOString();
    files.push({ path: entry.path, size, sha256: hash.digest("hex"), modifiedAt });
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files, contentHash: contentHashOf(files) };
}

function contentHashOf(sorted: readonly StoredFile[]): string {
  const shared = sharedFolder(sorted.map(({ path }) => path));
  const hash = createHash("sha256");
  for (const { path, sha256 } of sorted) hash.update(`${path.slice(shared.length)}\0${sha256}\n`);
  return hash.digest("hex");
}

/** The folder, with its slash, that all paths lie in; "" where there is none. */
function sharedFolder(paths: readonly string[]): string {
  const [first = ""] = paths;
  const folder = first.slice(0, first.indexOf("/") + 1);
  if (folder === "" || !paths.every((path) => path.startsWith(folder))) return "";
  return folder + sharedFolder(paths.map((path) => path.slice(folder.length)));
}
