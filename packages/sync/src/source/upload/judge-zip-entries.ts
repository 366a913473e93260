import type { Finding } from "@muster/rules/check/finding.ts";
import type { Entry } from "yauzl";
import { isLitter } from "../../disk/is-litter.ts";
import { inputFinding } from "../input-finding.ts";
import { excessive } from "./excessive.ts";
import { inputLimits, isBomb } from "./input-limits.ts";
import type { ListedEntry } from "./read-zip-contents.ts";
import { deflatedMethod, storedMethod } from "./read-zip-entry.ts";

/** The file type in a Unix mode; the mode stands in the upper half of the external attributes. */
const typeMask = 0o170000;
const harmlessTypes: readonly number[] = [0, 0o100000, 0o040000];

/** What forbids to read an archive, from its table of contents alone; the sizes in it are held to while reading. */
export function judgeZipEntries(
  name: string,
  archiveBytes: number,
  listed: readonly ListedEntry[],
): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  let [files, bytes] = [0, 0];
  for (const { path, entry } of listed) {
    if (path === undefined) {
      findings.push(inputFinding("archive.path.escapes", name));
      continue;
    }
    findings.push(...judgeEntry(path, entry));
    if (isFolder(path)) continue;
    if (seen.has(path)) findings.push(inputFinding("archive.entry.duplicate", path));
    seen.add(path);
    bytes += entry.uncompressedSize;
    if (!isLitter(path)) files += 1;
  }
  return [...findings, ...judgeTotals(name, archiveBytes, files, bytes)];
}

export function isFolder(path: string): boolean {
  return path.endsWith("/");
}

function judgeEntry(path: string, entry: Entry): readonly Finding[] {
  const findings: Finding[] = [];
  const type = (entry.externalFileAttributes >>> 16) & typeMask;
  if (!harmlessTypes.includes(type)) findings.push(inputFinding("archive.entry.special", path));
  if (isFolder(path)) return findings;
  const { compressionMethod: method, uncompressedSize: bytes, compressedSize: packedBytes } = entry;
  const limit = inputLimits.archiveEntryBytes;
  if (entry.isEncrypted()) findings.push(inputFinding("archive.entry.encrypted", path));
  else if (method !== storedMethod && method !== deflatedMethod)
    findings.push(inputFinding("archive.method.unsupported", path, { method }));
  else if (method === storedMethod && bytes !== packedBytes)
    findings.push(inputFinding("archive.entry.damaged", path, { reason: "size" }));
  if (bytes > limit) findings.push(excessive(path, "entry-bytes", bytes, limit));
  if (isBomb(bytes, packedBytes)) findings.push(excessive(path, "ratio", bytes, packedBytes));
  return findings;
}

/** @NOTE the whole is held against the archive's own size too: entries may share their packed bytes. */
function judgeTotals(name: string, archiveBytes: number, files: number, bytes: number): readonly Finding[] {
  const findings: Finding[] = [];
  const { archiveEntries, archiveBytes: limit } = inputLimits;
  if (files > archiveEntries) findings.push(excessive(name, "entries", files, archiveEntries));
  if (bytes > limit) findings.push(excessive(name, "bytes", bytes, limit));
  else if (isBomb(bytes, archiveBytes)) findings.push(excessive(name, "ratio", bytes, archiveBytes));
  return findings;
}
