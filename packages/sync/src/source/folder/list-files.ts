import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { isLitter } from "../../disk/is-litter.ts";
import { Fault } from "../../fault.ts";

/** A file as a look found it; times in ms. */
export interface FoundFile {
  readonly name: string;
  readonly bytes: number;
  readonly modifiedAt: number;
}

/**
 * The regular files of a folder and of the folders in it, or the one file; litter left out, by name.
 *
 * @throws Fault `source.listing.long` above `most` files
 */
export async function listFiles(place: string, most: number): Promise<readonly FoundFile[]> {
  const top = await stat(place);
  if (top.isFile()) return [{ name: path.basename(place), bytes: top.size, modifiedAt: top.mtimeMs }];
  const found: FoundFile[] = [];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  if (entries.length > most)
    throw new Fault("source.listing.long", "never", "there are more files than anybody reads", {
      files: entries.length,
      limit: most,
    });
  for (const entry of entries) {
    const full = path.join(entry.parentPath, entry.name);
    const name = path.relative(place, full);
    if (!entry.isFile() || isLitter(name)) continue;
    const { size, mtimeMs } = await stat(full);
    found.push({ name, bytes: size, modifiedAt: mtimeMs });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}
