const mib = 1_048_576;
const gib = 1_073_741_824;

/**
 * How much an upload may hold before nothing of it is read (B04, A23; security research 45). The largest file of a
 * district of a million students is about 1 GiB.
 */
export const inputLimits = {
  /** Files of a folder, litter included. */
  folderEntries: 1_000,
  /** Folders inside folders. */
  folderDepth: 3,
  folderFileBytes: 8 * gib,
  /** Everything an archive lists, litter and folders included. */
  archiveListed: 10_000,
  /** Files of an archive that are not litter. */
  archiveEntries: 50,
  archiveEntryBytes: 2 * gib,
  archiveBytes: 8 * gib,
  /** How many bytes one byte of an archive may become, once it has become `ratioFreeBytes`. */
  ratio: 100,
  ratioFreeBytes: 10 * mib,
} as const;

/** Whether so many bytes out of so few are a trap: a CSV file packs 5 to 20 to 1. */
export function isBomb(bytes: number, packedBytes: number): boolean {
  return bytes > inputLimits.ratioFreeBytes && bytes > inputLimits.ratio * packedBytes;
}
