import type { BigIntStats } from "node:fs";
import { type FileHandle, open, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Finding } from "@muster/rules/check/finding.ts";
import { inputFinding } from "../input-finding.ts";
import { detectKind, kindBytes } from "./detect-kind.ts";
import { fileEntry } from "./file-entry.ts";
import { identityOf } from "./file-identity.ts";
import { listFolder } from "./list-folder.ts";
import type { ListedInput } from "./listed-input.ts";
import { openZip } from "./open-zip.ts";
import { sourceFault } from "./source-fault.ts";

/**
 * An upload: what an operator gives by hand, on disk. A folder, a ZIP file or a single CSV file becomes the entries
 * of a package. What is in the files is not judged here, only whether it is safe to read them.
 */
export interface OpenedInput extends ListedInput {
  /** Lets go of the archive; entries cannot be opened any more. */
  close(): Promise<void>;
}

/**
 * Opens a folder, a ZIP file (known by its content, whatever its name) or a single file.
 *
 * @throws Fault `source.path.missing`, `source.path.unreadable`.
 */
export async function openUpload(given: string): Promise<OpenedInput> {
  try {
    const real = await realpath(given);
    const stats = await stat(real, { bigint: true });
    if (stats.isDirectory()) return await openFolder(real);
    if (stats.isFile()) return await openFile(real, stats);
    return refused(inputFinding("archive.entry.special", path.basename(given)));
  } catch (error) {
    throw sourceFault(error, given);
  }
}

/**
 * A folder with a ZIP and no table beside it holds what the ZIP holds, whatever its name (connect.md §9): this is how an
 * export that is uploaded as one file lies in a drop.
 */
async function openFolder(folder: string): Promise<OpenedInput> {
  const listed = await listFolder(folder);
  const [zip, second] = listed.entries.filter(({ path: name }) => /\.zip$/i.test(name));
  const hasTables = listed.entries.some(({ path: name }) => /\.csv$/i.test(name));
  if (zip === undefined || second !== undefined || hasTables)
    return { ...listed, close: async () => undefined };
  const file = path.join(folder, zip.path);
  return openFile(file, await stat(file, { bigint: true }));
}

async function openFile(file: string, stats: BigIntStats): Promise<OpenedInput> {
  const name = path.basename(file);
  const handle = await open(file);
  let keepsOpen = false;
  try {
    const kind = detectKind(await readHead(handle));
    if (kind === "zip") {
      const input = await openZip(file, name, handle, identityOf(stats));
      keepsOpen = input.entries.length > 0;
      return { ...input, close: () => handle.close() };
    }
    if (kind !== "unknown") return refused(inputFinding("input.type.other", name, { detected: kind }));
    // @NOTE a ZIP file without its first bytes is no longer known by its content; its name is all that is left of it.
    if (/\.zip$/i.test(name))
      return refused(inputFinding("archive.file.damaged", name, { reason: "beginning" }));
    return { entries: [fileEntry(file, name, stats)], findings: [], close: async () => undefined };
  } finally {
    if (!keepsOpen) await handle.close();
  }
}

async function readHead(handle: FileHandle): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(kindBytes), 0, kindBytes, 0);
  return buffer.subarray(0, bytesRead);
}

function refused(finding: Finding): OpenedInput {
  return { entries: [], findings: [finding], close: async () => undefined };
}
