import { deflatedMethod } from "./read-zip-entry.ts";

/**
 * What may have happened to a ZIP whose table of contents cannot be read: `text-mode` it was transferred as text and
 * its line ends were converted (A28) · `large` it is beyond the 4 GiB up to which some packers count (B08) ·
 * `contents` nothing of that shows: its end is missing, most likely (B01).
 */
export type Unreadable = "text-mode" | "large" | "contents";

const lookedAtBytes = 1024 ** 2;
const largestPlain = 2 ** 32;
/** So many line feeds, each behind a carriage return: by chance once in 256 to the power of this. */
const fewestWidened = 16;
/** So many line feeds, none behind a carriage return, where one in 256 is by chance: e to the power of minus ten. */
const fewestNarrowed = 2_560;

/** Reads into a buffer at an offset, a length, from a position, and tells how many bytes came. */
type Read = (
  buffer: Buffer,
  offset: number,
  length: number,
  position: number,
) => Promise<{ bytesRead: number }>;

/** Looks for the trace; the archive is known to be damaged. @throws what reading throws */
export async function whyUnreadable(archive: { readonly read: Read }, bytes: number): Promise<Unreadable> {
  const head = Buffer.alloc(Math.min(bytes, lookedAtBytes));
  const { bytesRead } = await archive.read(head, 0, head.length, 0);
  if (isConverted(head.subarray(0, bytesRead))) return "text-mode";
  return bytes > largestPlain ? "large" : "contents";
}

/**
 * Packed bytes hold both signs in any order, text does not: so the first file must be a packed one.
 */
function isConverted(head: Buffer): boolean {
  if (head.length < 30 || head.readUInt16LE(8) !== deflatedMethod) return false;
  let [lineFeeds, pairs] = [0, 0];
  for (let at = head.indexOf(0x0a); at !== -1; at = head.indexOf(0x0a, at + 1)) {
    lineFeeds += 1;
    if (head[at - 1] === 0x0d) pairs += 1;
  }
  const isWidened = lineFeeds >= fewestWidened && pairs === lineFeeds;
  return isWidened || (lineFeeds >= fewestNarrowed && pairs === 0);
}
