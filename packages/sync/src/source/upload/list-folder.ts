import { lstat, opendir } from "node:fs/promises";
import path from "node:path";
import type { Finding } from "@muster/rules/check/finding.ts";
import { isLitter } from "../../disk/is-litter.ts";
import { inputFinding } from "../input-finding.ts";
import { excessive } from "./excessive.ts";
import { fileEntry } from "./file-entry.ts";
import { inputLimits } from "./input-limits.ts";
import type { ListedInput } from "./listed-input.ts";
import { sourceFault } from "./source-fault.ts";
import type { UploadEntry } from "./upload-entry.ts";

/** What was met so far; `files` counts whatever is not a folder. */
interface Listing {
  readonly name: string;
  readonly entries: UploadEntry[];
  readonly findings: Finding[];
  files: number;
}

/**
 * Lists the regular files of a folder and of the folders in it, sorted by path. Links and devices are refused and
 * never followed (A27). Hidden folders are not entered.
 *
 * @throws Fault `source.path.unreadable`: a listing that fails is never an empty one.
 */
export async function listFolder(root: string): Promise<ListedInput> {
  const listing: Listing = { name: path.basename(root), entries: [], findings: [], files: 0 };
  await listInto(listing, root, "", 0);
  if (listing.findings.length > 0) return { entries: [], findings: listing.findings };
  const entries = listing.entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { entries, findings: [] };
}

async function listInto(listing: Listing, folder: string, prefix: string, depth: number): Promise<void> {
  try {
    for await (const { name } of await opendir(folder)) {
      const inside = `${prefix}${name}`;
      const stats = await lstat(path.join(folder, name), { bigint: true });
      if (stats.isDirectory()) {
        if (!isLitter(name)) await enterFolder(listing, path.join(folder, name), inside, depth);
        continue;
      }
      listing.files += 1;
      if (listing.files > inputLimits.folderEntries) {
        listing.findings.push(excessive(listing.name, "entries", listing.files, inputLimits.folderEntries));
        return;
      }
      if (stats.isFile()) addFile(listing, fileEntry(path.join(folder, name), inside, stats));
      else if (!isLitter(name)) listing.findings.push(inputFinding("archive.entry.special", inside));
    }
  } catch (error) {
    throw sourceFault(error, folder);
  }
}

async function enterFolder(listing: Listing, folder: string, inside: string, depth: number): Promise<void> {
  if (depth >= inputLimits.folderDepth)
    listing.findings.push(excessive(inside, "depth", depth + 1, inputLimits.folderDepth));
  // Too many files were met already: what else there is does not matter any more.
  else if (listing.files <= inputLimits.folderEntries)
    await listInto(listing, folder, `${inside}/`, depth + 1);
}

function addFile(listing: Listing, entry: UploadEntry): void {
  const limit = inputLimits.folderFileBytes;
  if (entry.size > limit) listing.findings.push(excessive(entry.path, "entry-bytes", entry.size, limit));
  else listing.entries.push(entry);
}
