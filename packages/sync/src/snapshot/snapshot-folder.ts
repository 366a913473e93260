import path from "node:path";

/** Where the raw bytes of one snapshot lie: `<home>/snapshots/<district>/<snapshot>`. */
export function snapshotFolder(home: string, district: number, snapshotId: number): string {
  if (!Number.isSafeInteger(district) || !Number.isSafeInteger(snapshotId))
    throw new Error("a district and a snapshot are known by whole numbers");
  return path.join(home, "snapshots", String(district), String(snapshotId));
}
