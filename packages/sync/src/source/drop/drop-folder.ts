import path from "node:path";

/** Inside a drop's folder: what is being uploaded. A file leaves it by one rename, when its sender has closed it. */
export const uploadsName = ".uploads";

/** Inside a drop's folder: what was taken and is kept for some days, a folder for each time. */
export const takenName = ".taken";

/**
 * Beside the uploads: which files have arrived and were not told yet, so that no arrival is lost in a crash. Not in the
 * drop's folder itself, whose time says when a file was last put there or taken away.
 */
export const pendingName = ".pending";

/** How long an upload may stand still before it counts as abandoned by a process that died, in ms. */
export const abandonedAfterMs: number = 10 * 60_000;

/** Where all drops of a home lie. */
export function dropsFolder(home: string): string {
  return path.join(home, "drop");
}

/** Where the files of one drop lie: `<home>/drop/<district>/<source>`. */
export function dropFolder(home: string, districtId: number, sourceId: number): string {
  return path.join(dropsFolder(home), String(districtId), String(sourceId));
}
