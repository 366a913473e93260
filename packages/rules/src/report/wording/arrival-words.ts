import type { FindingCode } from "../../check/finding.ts";
import { readAnyway, type Words } from "./words.ts";

type ArrivalCode = Extract<
  FindingCode,
  `input.${"file.future" | "set.older" | "set.unfinished" | "listing.long"}`
>;

/** What is said of files as they lay where they were fetched, before they are opened. */
export const arrivalWords = {
  "input.file.future": {
    what: (t) => `${t.file} was written in the future, its date says`,
    did: "Muster takes the time at which it arrived.",
    cause: (t) =>
      `The clock of whoever writes the files is wrong: it says ${t.fact("modifiedAt").slice(0, 16)}.`,
    fix: "Set the clock of the machine that exports the files.",
    owner: "sender",
    vendor: (t) =>
      `Your export dates ${t.file} ${t.fact("modifiedAt")}, which lies ahead. Please check the clock.`,
    sample: { modifiedAt: "2030-01-01T02:10:00.000Z" },
  },
  "input.set.older": {
    what: () => "There are older files beside those that were read",
    did: (t) => `Muster read the newest, ${t.quoted("chosen", 60)}, and none of the others.`,
    cause: (t) => `They are ${t.fact("count")} in number, such as ${t.fact("names")}.`,
    fix: "Nothing has to be done. Clear the folder now and then.",
    owner: "district",
    sample: { chosen: "2026-03-02", names: "2026-03-01, 2026-02-28", count: 2 },
  },
  "input.set.unfinished": {
    what: (t) => `The newest files are not complete: ${t.fact("missing")} is missing`,
    did: (t) => `Muster read the newest complete set, ${t.quoted("chosen", 60)}.`,
    cause: "The export is still under way, or one of its files failed.",
    fix: "Look whether the export has ended. Tomorrow's sync takes it then.",
    owner: "sender",
    vendor: (t) => `The newest export has no ${t.fact("missing")}. Please see that all files are written.`,
    sample: { missing: "enrollments", chosen: "2026-03-01" },
  },
  "input.listing.long": {
    what: (t) => `The folder of the roster holds ${t.fact("files")} names`,
    did: readAnyway,
    cause: "Nobody takes old exports away.",
    fix: "Take what is old out of the folder, or let Muster archive it.",
    owner: "district",
    sample: { files: 12_000 },
  },
} satisfies Readonly<Record<ArrivalCode, Words>>;
