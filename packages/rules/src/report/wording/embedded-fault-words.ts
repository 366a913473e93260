import { nothingChanged, type Words } from "./words.ts";

/** What is said where the database that comes with Muster does not start. Keyed by the code of the fault. */
export const embeddedFaultWords: Readonly<Record<string, Words>> = {
  "database.embedded.missing": {
    what: () => "The database that comes with Muster is not installed",
    did: nothingChanged,
    cause: (t) => `There is none for ${t.fact("platform")}, or it was left out when Muster was installed.`,
    fix: "Install again with optional packages, or set DATABASE_URL to a PostgreSQL 15 or newer.",
    owner: "operator",
    sample: { platform: "linux-x64" },
  },
  "database.embedded.create-failed": {
    what: () => "The database that comes with Muster could not be created",
    did: nothingChanged,
    cause: "The disk is full, or the home folder may not be written.",
    fix: "Check both, then start again: npx muster doctor",
    owner: "operator",
    sample: {},
  },
  "database.embedded.start-failed": {
    what: () => "The database that comes with Muster did not start",
    did: nothingChanged,
    cause: (t) => `Its own words stand at the end of ${t.fact("log")}.`,
    fix: "Read them, mend what they say, then start again: npx muster doctor",
    owner: "operator",
    sample: { log: "postgres/server.log" },
  },
  "database.embedded.folder-taken": {
    what: () => "Something else lies in the folder of Muster's database",
    did: nothingChanged,
    cause: (t) =>
      `The folder ${t.fact("folder")} belongs to somebody else, or holds something that is no database.`,
    fix: "Move it away, or choose another MUSTER_HOME.",
    owner: "operator",
    sample: { folder: "postgres" },
  },
  "database.embedded.not-ours": {
    what: () => "The database of this home folder belongs to another account",
    did: nothingChanged,
    cause: "Muster was started by another account before.",
    fix: "Start Muster with that account, or choose another MUSTER_HOME.",
    owner: "operator",
    sample: {},
  },
  "database.embedded.key-lost": {
    what: () => "The password of Muster's own database is gone",
    did: nothingChanged,
    cause: "The home folder was copied without its folder keys.",
    fix: "Put keys/database-secret of this home folder back from a backup.",
    owner: "operator",
    sample: {},
  },
  "database.embedded.other-major": {
    what: () => "The data of this home folder belong to another version of PostgreSQL",
    did: nothingChanged,
    cause: (t) =>
      `PostgreSQL ${t.fact("found")} wrote them; this Muster brings PostgreSQL ${t.fact("wanted")}.`,
    fix: (t) =>
      `Export with the Muster that wrote them, or serve the folder with PostgreSQL ${t.fact("found")} and set DATABASE_URL.`,
    owner: "operator",
    sample: { found: 17, wanted: 18 },
  },
  "database.embedded.root-refused": {
    what: () => "The database that comes with Muster does not run as root",
    did: nothingChanged,
    cause: "PostgreSQL refuses it, and here root cannot become another account.",
    fix: "Run Muster as an ordinary account, or set DATABASE_URL.",
    owner: "operator",
    sample: {},
  },
};
