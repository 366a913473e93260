import { allOrNothing, nothingChanged, type Words } from "./words.ts";

/** What is said where files cannot be fetched or read, or our own storage fails. Keyed by the code of the fault. */
export const sourceFaultWords: Readonly<Record<string, Words>> = {
  "source.path.missing": {
    what: () => "There is nothing at the place where the files should be",
    did: nothingChanged,
    cause: "The path is misspelt, or the files have not arrived yet.",
    fix: (t) => `Check the path: ${t.fact("path")}`,
    owner: "operator",
    sample: { path: "exports/monday" },
  },
  "source.path.unreadable": {
    what: () => "The files are there, but Muster may not or cannot read them",
    did: nothingChanged,
    cause: (t) =>
      `The system answers ${t.fact("code")}: most likely a right is missing, or a drive is not connected.`,
    fix: (t) => `Give the account that runs Muster the right to read ${t.fact("path")}, then start again.`,
    owner: "operator",
    sample: { path: "exports/monday", code: "EACCES" },
  },
  "source.file.changed": {
    what: () => "A file was changed while Muster was reading it",
    did: nothingChanged,
    cause: "It is still being uploaded.",
    fix: (t) => `Wait until the upload has ended, then start again. The file is ${t.fact("path")}.`,
    owner: "operator",
    sample: { path: "exports/monday/users.csv", listedBytes: 41_000_000, bytes: 58_000_000 },
  },
  "source.id.unknown": {
    what: (t) => `There is no source with the number ${t.label("source")} in this district`,
    did: nothingChanged,
    cause: "It was removed, or the number is mistyped.",
    fix: "See which sources there are: npx muster source list",
    owner: "operator",
    sample: { district: 1, source: 4 },
  },
  "storage.disk.full": {
    what: () => "There is no room left on the disk where Muster keeps its files",
    did: allOrNothing,
    cause: "The disk is full, or the account that runs Muster has used up its share.",
    fix: (t) => `Make room where ${t.fact("path")} lies, then start again.`,
    owner: "operator",
    sample: { path: "snapshots/1/7", code: "ENOSPC" },
  },
  "storage.path.forbidden": {
    what: () => "Muster may not write where it keeps its files",
    did: allOrNothing,
    cause: "The folder belongs to another account, or the disk is mounted for reading only.",
    fix: (t) =>
      `Give the account that runs Muster the right to write ${t.fact("path")}, or choose another MUSTER_HOME.`,
    owner: "operator",
    sample: { path: "snapshots/1/7", code: "EACCES" },
  },
  "storage.path.failed": {
    what: () => "The disk where Muster keeps its files does not work as it should",
    did: allOrNothing,
    cause: (t) => `The system answers ${t.fact("code")} for ${t.fact("path")}.`,
    fix: "Check the disk, then start again.",
    owner: "operator",
    sample: { path: "snapshots/1/7", code: "EIO" },
  },
  "snapshot.bytes.missing": {
    what: (t) => `The files of delivery ${t.label("snapshotId")} are no longer kept`,
    did: nothingChanged,
    cause: "They were removed after the time that files are kept, or were never stored.",
    fix: "Ask for the files again if you need them.",
    owner: "operator",
    sample: { district: 1, snapshotId: 7 },
  },
  "snapshot.bytes.damaged": {
    what: () => "Files that Muster kept are damaged, or were kept under another key",
    did: nothingChanged,
    cause: "The home folder was put together from two backups, or the disk is failing.",
    fix: (t) => `Put the whole home folder back from one backup. The damaged file is ${t.fact("path")}.`,
    owner: "operator",
    sample: { path: "snapshots/1/7/0001", what: "chunk" },
  },
  "keys.master.missing": {
    what: () => "The key that Muster's kept files were locked with is gone",
    did: nothingChanged,
    cause: "The home folder was copied without its folder keys.",
    fix: (t) =>
      `Put ${t.fact("path")} back from a backup. Without it the kept files cannot be read by anybody.`,
    owner: "operator",
    sample: { path: "keys/master.key" },
  },
  "keys.master.damaged": {
    what: () => "The key that Muster's kept files are locked with is damaged",
    did: nothingChanged,
    cause: (t) => `The file has ${t.fact("bytes")} bytes; a key has 32.`,
    fix: (t) => `Put ${t.fact("path")} back from a backup.`,
    owner: "operator",
    sample: { path: "keys/master.key", bytes: 12 },
  },
  "keys.secret.damaged": {
    what: () => "A password or key that Muster keeps cannot be opened",
    did: nothingChanged,
    cause:
      "The database and the folder keys come from two different backups. A secret is worth nothing without the key it was sealed with.",
    fix: "Put the folder keys back that belongs to this database, or type the secret anew: npx muster source set",
    owner: "operator",
    sample: { district: 1, place: "source 2" },
  },
};
