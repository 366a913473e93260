import path from "node:path";
import { Fault } from "../../fault.ts";
import { inputFinding } from "../input-finding.ts";
import { lookIntoPlace } from "../look-into-place.ts";
import type { Connection, Delivery, Proof, Sighting, SourceKind } from "../source.ts";
import { completeSet, endsAsZip } from "./complete-set.ts";
import { type DropListing, listDrop } from "./list-drop.ts";
import { noteTaken, putAwayFiles } from "./put-away.ts";
import { takeFile } from "./take-files.ts";

/**
 * The hosted drop: a district that has no site of its own uploads to our SFTP server, and what lies in its folder is
 * the roster. A file appears there only when its sender has closed it, and another takes its place whole, so half a
 * file is never seen; that a set is whole is told by quiet, by a manifest, or by the end of a ZIP.
 */
export const dropSource: SourceKind = {
  kind: "drop",
  label: "Upload to this Muster by SFTP",
  fields: [
    {
      ...{ key: "quiet-seconds", label: "Quiet for", type: "number", fallback: "60" },
      help: "How many seconds nothing may have arrived before a set without manifest.csv counts as complete.",
    },
    {
      ...{ key: "afterwards", label: "After a sync", type: "choice", choices: ["keep", "archive"] },
      fallback: "keep",
      help: "keep: the files stay until others take their place. archive: they are put away after each sync.",
    },
    {
      ...{ key: "archive-days", label: "Days kept", type: "number", fallback: "14" },
      help: "How many days files that were put away are kept.",
    },
  ],
  look: lookAtDrop,
  fetch: fetchDrop,
  putAway: putAwayTaken,
};

async function lookAtDrop(connection: Connection): Promise<Sighting> {
  const folder = folderOf(connection);
  const { files } = await listDrop(folder, connection.limits.listed, connection.now());
  const nothing = { schools: [], counts: {}, oversharing: [] };
  return {
    connectedTo: "the drop of this Muster",
    files: files.map(({ name, bytes, arrivedAt }) => ({
      ...{ name, bytes },
      modifiedAt: new Date(arrivedAt).toISOString(),
    })),
    ...(files.length === 0 ? nothing : await lookIntoPlace(folder)),
    ...{ notShared: [], seen: {} },
  };
}

/**
 * Takes the drop's files as they lie there.
 *
 * @throws Fault `drop.files.none`, `source.files.growing`, `source.file.changed`, `source.listing.long`, `storage.*`
 */
async function fetchDrop(connection: Connection): Promise<Delivery> {
  const folder = folderOf(connection);
  const listing = await whenQuiet(connection, folder);
  if (listing.specials.length > 0)
    return {
      ...{ path: connection.folder, proofs: [], seen: {} },
      findings: listing.specials.map((name) => inputFinding("archive.entry.special", name)),
    };
  if (listing.files.length === 0)
    throw new Fault("drop.files.none", "later", "nothing has been uploaded to the drop yet", {});
  const proofs: Proof[] = [];
  for (const [index, file] of listing.files.entries()) {
    connection.signal.throwIfAborted();
    connection.onProgress({ what: file.name, done: index, of: listing.files.length });
    await takeFile(folder, file, connection.folder);
    proofs.push({ of: file.name, by: "quiet", received: file.bytes });
    if (/\.zip$/i.test(file.name) && (await endsAsZip(path.join(connection.folder, file.name))))
      proofs.push({ of: file.name, by: "end", received: file.bytes });
  }
  const newest = Math.max(...listing.files.map((file) => file.arrivedAt));
  return {
    path: connection.folder,
    proofs,
    findings: [],
    seen: { newestMs: newest, taken: noteTaken(listing.files) },
  };
}

async function putAwayTaken(connection: Connection): Promise<void> {
  const { values, lastSeen, now } = connection;
  if (values.afterwards !== "archive" || typeof lastSeen?.taken !== "string") return;
  const days = Number(values["archive-days"] ?? 14);
  await putAwayFiles(folderOf(connection), lastSeen.taken, { days, now: now() });
}

/** A set that says itself that it is whole is taken at once; any other when nothing has changed for a while (A01, A07). */
async function whenQuiet(connection: Connection, folder: string): Promise<DropListing> {
  const { limits, now, wait, onProgress, lastSeen } = connection;
  const before = await listDrop(folder, limits.listed, now());
  if (before.isUploading) throw growing(before, undefined);
  const quietMs = Number(connection.values["quiet-seconds"] ?? 60) * 1000;
  const age = now().getTime() - lastChange(before);
  // @NOTE a time after now: our own clock was set back. Then only a second look tells.
  if (age >= quietMs || before.changedAt === 0) return before;
  const takenUpTo = Number(lastSeen?.newestMs ?? 0);
  const arrived = before.files.filter((file) => file.arrivedAt > takenUpTo).map((file) => file.name);
  if ((await completeSet(folder, arrived)) !== undefined) return before;
  onProgress({ what: "waiting until nothing more arrives" });
  await wait(age < 0 ? quietMs : quietMs - age);
  const after = await listDrop(folder, limits.listed, now());
  if (after.isUploading || !isSame(before, after)) throw growing(after, before);
  return after;
}

function lastChange({ changedAt, files }: DropListing): number {
  return Math.max(changedAt, ...files.map((file) => file.arrivedAt));
}

function isSame(before: DropListing, after: DropListing): boolean {
  const text = ({ files }: DropListing) =>
    JSON.stringify(files.map(({ name, bytes, arrivedAt, inode }) => [name, bytes, arrivedAt, inode]));
  return text(before) === text(after);
}

function growing(listing: DropListing, before: DropListing | undefined): Fault {
  const known = new Set(before?.files.map(({ inode }) => inode));
  const file = listing.files.find(({ inode }) => before !== undefined && !known.has(inode));
  return new Fault("source.files.growing", "later", "files are still arriving in the drop", {
    file: file?.name ?? "",
    bytes: file?.bytes ?? 0,
  });
}

function folderOf({ dropFolder }: Connection): string {
  if (dropFolder === undefined) throw new Error("a source of kind drop is opened with its folder");
  return dropFolder;
}
