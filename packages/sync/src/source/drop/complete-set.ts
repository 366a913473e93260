import { open } from "node:fs/promises";
import path from "node:path";
import { readManifest } from "@muster/oneroster/csv/manifest.ts";
import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import { systemCode } from "../../disk/system-code.ts";

/** What says that a set of files is complete, without waiting for it to be quiet. */
export type Completeness = "manifest" | "archive";

/** A manifest has 26 lines; one that is much longer is none. */
const manifestBytes = 65_536;
/** The end of a ZIP's table of contents and the longest comment that may follow it. */
const zipTailBytes = 22 + 65_535;

/**
 * Whether the files that arrived together are a whole set: one ZIP that ends as a ZIP ends, or a manifest.csv and every
 * file that it lists as there. Files from before do not count: with them, today's manifest would complete yesterday's set.
 *
 * @param arrived names in `folder` that arrived since the last set was told
 */
export async function completeSet(
  folder: string,
  arrived: readonly string[],
): Promise<Completeness | undefined> {
  const [only, second] = arrived;
  if (only !== undefined && second === undefined && /\.zip$/i.test(only))
    return (await endsAsZip(path.join(folder, only))) ? "archive" : undefined;
  const manifest = arrived.find((name) => name.toLowerCase() === "manifest.csv");
  if (manifest === undefined) return undefined;
  const names = new Set(arrived.map((name) => name.toLowerCase()));
  const listed = await listedFiles(path.join(folder, manifest));
  const isWhole = listed.length > 0 && listed.every((name) => names.has(`${name.toLowerCase()}.csv`));
  return isWhole ? "manifest" : undefined;
}

async function listedFiles(manifest: string): Promise<readonly string[]> {
  const bytes = await readTail(manifest, manifestBytes);
  if (bytes === undefined || bytes.length === 0 || bytes.length === manifestBytes) return [];
  const entry = {
    path: "manifest.csv",
    size: bytes.length,
    async *open() {
      yield bytes;
    },
  };
  const { modes } = await readManifest(entry, defaultProfile);
  return [...modes.keys()];
}

/** PKZIP's end of central directory, with its comment reaching exactly to the end of the file. */
export async function endsAsZip(file: string): Promise<boolean> {
  const tail = await readTail(file, zipTailBytes);
  if (tail === undefined) return false;
  for (let at = tail.length - 22; at >= 0; at -= 1)
    if (tail.readUInt32LE(at) === 0x06054b50 && at + 22 + tail.readUInt16LE(at + 20) === tail.length)
      return true;
  return false;
}

/** The last bytes of a file; undefined where it is gone. */
async function readTail(file: string, most: number): Promise<Buffer | undefined> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const bytes = Math.min(size, most);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, size - bytes);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
