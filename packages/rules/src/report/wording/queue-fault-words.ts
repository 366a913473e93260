import { allOrNothing, nothingChanged, type Words } from "./words.ts";

/** What is said of syncs that wait, run by themselves, or are not to run. Keyed by the code of the fault. */
export const queueFaultWords: Readonly<Record<string, Words>> = {
  "queue.claim.lost": {
    what: () => "Another worker has taken over this sync",
    did: "This worker changes nothing any more; the other one does the sync from the beginning.",
    cause: "This worker was silent for so long that it was taken for dead: it was paused, or cut off.",
    fix: "Nothing needs to be done. If it happens often, the computer has too little memory or time for its work.",
    owner: "operator",
    sample: { district: 1, source: 2 },
  },
  "queue.errand.cancelled": {
    what: () => "A person has cancelled this sync",
    did: nothingChanged,
    cause: "Somebody asked for it while the sync was waiting or at work.",
    fix: "Start the sync again when you like.",
    owner: "district",
    sample: { district: 1, source: 2 },
  },
  "queue.errand.crashes": {
    what: (t) => `This sync has brought down its worker ${t.amount("crashes")} times and is not tried again`,
    did: "Nothing was changed. The district is paused, so that nothing of it starts by itself; other districts go on.",
    cause:
      "The files need more memory than the computer has, or Muster has a mistake that these files bring out.",
    fix: "Give the worker more memory, or report it. Then resume the district and ask for the sync again.",
    owner: "operator",
    sample: { source: 2, crashes: 3 },
  },
  "queue.errand.large": {
    what: () => "More came for this district than the place takes that had begun its sync",
    did: "Nothing was changed. The sync waits for a place of its own, where large districts are synced.",
    cause: "It is the district's first sync: how large it is was not known before its files were here.",
    fix: "Nothing needs to be done: it begins again by itself.",
    owner: "operator",
    sample: { bytes: 61_000_000 },
  },
  "queue.errand.mismatched": {
    what: () => "A sync in the queue names a district or source that never asked for it",
    did: "Nothing was changed. The entry was closed without being begun.",
    cause:
      "Somebody has written into the tables of the queue by hand, or they were put back from another backup.",
    fix: "Find out who can write into the database. If it was you, ask for the sync again.",
    owner: "operator",
    sample: {},
  },
  "queue.worker.stopping": {
    what: () => "The worker was stopped while it worked on this sync",
    did: allOrNothing,
    cause: "Muster is being stopped or updated.",
    fix: "Nothing needs to be done: the next worker does the sync from the beginning.",
    owner: "operator",
    sample: {},
  },
  "upload.files.missing": {
    what: () => "The files of this upload are not in the folder that this worker keeps its files in",
    did: nothingChanged,
    cause:
      "The worker runs on a machine that does not share the folder MUSTER_HOME with the one that took the upload, the shared folder was away, or somebody has removed the files.",
    fix: "Let all machines of this Muster share one MUSTER_HOME, or start the worker where the service runs; the upload is then done by itself. Where the files are gone, bring them again.",
    owner: "operator",
    sample: { district: 1, upload: "0f8e2b6c-4c5e-4f0b-9a53-1f2d7c6b8a90" },
  },
  "health.port.taken": {
    what: (t) => `Port ${t.label("port")}, where Muster tells how it is, cannot be used`,
    did: nothingChanged,
    cause: "Another program uses it, most likely a Muster that is still running.",
    fix: "Stop the other one, or choose another port with --health-port.",
    owner: "operator",
    sample: { port: 7071 },
  },
  "http.port.taken": {
    what: (t) => `Port ${t.label("port")} is taken, so the console cannot be opened there`,
    did: "Muster did not start. Syncs of another Muster go on.",
    cause: "Another program uses the port, perhaps another Muster on this machine.",
    fix: "Stop the other one, or choose a port: npx muster serve --port 7171",
    owner: "operator",
    sample: { port: 7070 },
  },

  "schedule.district.paused": {
    what: () => "This district is paused, so nothing of it is synced",
    did: nothingChanged,
    cause: (t) => `It was paused by ${t.fact("by")}.`,
    fix: "Resume the district (npx muster queue resume), then ask for the sync again.",
    owner: "district",
    sample: { district: 1, by: "olga" },
  },
  "schedule.source.paused": {
    what: (t) => `Source ${t.label("source")} is paused, or was never enabled`,
    did: nothingChanged,
    cause:
      "Somebody paused it, its sign-in was refused several times, or its set-up was changed since it was tested.",
    fix: "Test the source and enable it, then ask for the sync again.",
    owner: "district",
    sample: { district: 1, source: 2 },
  },
  "schedule.season.frozen": {
    what: () => "The roster of this district is frozen just now, so nothing is synced",
    did: nothingChanged,
    cause: (t) => `The district has set a frozen season that ends on ${t.fact("endsOn")}.`,
    fix: "Wait for the end of the season, or take it away. To see which it is: npx muster season list",
    owner: "district",
    sample: { district: 1, endsOn: "2026-08-14" },
  },
  "schedule.season.invalid": {
    what: () => "A season must end on the day it begins or later",
    did: nothingChanged,
    cause: (t) => `It would begin on ${t.fact("startsOn")} and end on ${t.fact("endsOn")}.`,
    fix: "Correct the dates; they are written as 2026-06-15.",
    owner: "district",
    sample: { startsOn: "2026-08-14", endsOn: "2026-06-15" },
  },
  "schedule.season.unknown": {
    what: (t) => `There is no season with the number ${t.label("season")} in this district`,
    did: nothingChanged,
    cause: "It was removed already, or the number is mistyped.",
    fix: "Look at the list of seasons.",
    owner: "district",
    sample: { district: 1, season: 4 },
  },
};
