import type { FileHandle } from "node:fs/promises";
import type { Finding } from "@muster/rules/check/finding.ts";
import { isLitter } from "../../disk/is-litter.ts";
import { DamagedInput } from "../damaged-input.ts";
import { inputFinding } from "../input-finding.ts";
import { detectKind, documentKind, documentName } from "./detect-kind.ts";
import type { FileIdentity } from "./file-identity.ts";
import { isFolder, judgeZipEntries } from "./judge-zip-entries.ts";
import type { ListedInput } from "./listed-input.ts";
import { type ListedEntry, readZipContents } from "./read-zip-contents.ts";
import { type OpenZip, readZipEntry } from "./read-zip-entry.ts";
import type { UploadEntry } from "./upload-entry.ts";

/**
 * Reads the table of contents of a ZIP file and the first bytes of its entries; extracts nothing. `name` is what
 * findings call the archive. The handle must stay open for as long as entries are read.
 *
 * @throws Fault and system errors; what is wrong with the archive comes back as findings.
 */
export async function openZip(
  file: string,
  name: string,
  handle: FileHandle,
  identity: FileIdentity,
): Promise<ListedInput> {
  try {
    const bytes = Number(identity.size);
    const { zip, listed } = await readZipContents(handle, bytes, name);
    const forbidding = judgeContents(name, bytes, listed);
    if (forbidding.length > 0) return { entries: [], findings: forbidding };
    const entries = uploadEntries({ file, handle, identity, zip }, listed);
    const nested = await findNested(entries);
    return nested.length > 0 ? { entries: [], findings: nested } : { entries, findings: [] };
  } catch (error) {
    if (error instanceof DamagedInput) return { entries: [], findings: [error.finding] };
    throw error;
  }
}

function judgeContents(name: string, bytes: number, listed: readonly ListedEntry[]): readonly Finding[] {
  const detected = documentKind(new Set(listed.flatMap(({ path }) => path ?? [])));
  if (detected !== undefined) return [inputFinding("input.type.other", name, { detected })];
  return judgeZipEntries(name, bytes, listed);
}

function uploadEntries(archive: OpenZip, listed: readonly ListedEntry[]): readonly UploadEntry[] {
  return listed.flatMap(({ path, modifiedAt, entry }) => {
    if (path === undefined || isFolder(path)) return [];
    const size = entry.uncompressedSize;
    return [{ path, size, modifiedAt, open: () => readZipEntry(archive, entry, path) }];
  });
}

/** Archives inside the archive, known by their first bytes (B04). Damage in those shows here too. */
async function findNested(entries: readonly UploadEntry[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const entry of entries) {
    if (isLitter(entry.path) || documentName.test(entry.path)) continue;
    for await (const head of entry.open()) {
      if (detectKind(head) === "zip") findings.push(inputFinding("archive.entry.nested", entry.path));
      break;
    }
  }
  return findings;
}
