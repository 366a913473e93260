import type { gateCodes } from "../../gate/gate-codes.ts";
import { formatHours } from "../number-words.ts";
import { whyKeptBack } from "./collection-words.ts";
import type { GateTold } from "./gate-told.ts";
import type { Words } from "./words.ts";

/** The codes of gates that hold a whole plan, or a slice of it. */
export type GateCodeOf<Scope extends "plan" | "slice"> = {
  [Code in keyof typeof gateCodes]: (typeof gateCodes)[Code] extends Scope ? Code : never;
}[keyof typeof gateCodes];

const allWaits =
  "Nothing was changed. The whole plan waits, because here an addition can do as much harm as a removal.";
const decide =
  "If it is right all the same, approve the plan. If not, leave it: nothing of it happens, and the next files bring a new plan.";

/** What is said where the whole plan waits: it is in doubt who these people are, or whether the files are whole. */
export const planGateWords: Readonly<Record<GateCodeOf<"plan">, Words<GateTold>>> = {
  "gate.collection.empty": {
    what: (t) => `${t.fact("table")}.csv lists nothing today; before, it had ${t.fact("before")} rows`,
    did: "Nothing was changed. The whole plan waits, and everything that file fed stays as it is.",
    cause:
      "A filter of the export (school year, term, school) lets nothing through. In summer it may be right.",
    fix: `Check the filters of the export and send the files again. ${decide}`,
    owner: "sender",
    vendor: (t) =>
      `${t.fact("table")}.csv has column names and no rows; the last accepted file had ${t.fact("before")}. Please check the filters of the export.`,
    sample: { table: "classes", before: 1204, observed: 0, limit: 1204 },
  },
  "gate.collection.missing": {
    what: (t) => `The source does not give us ${t.quoted("collection", 30)}, which a roster needs`,
    did: "Nothing was changed. The other lists were not taken in either: without this one they tell half of it.",
    cause: (t) => whyKeptBack(t.label("status")),
    fix: "Ask the district to share it with us, then start the sync again. Until then everything stays as it is.",
    owner: "district",
    sample: { collection: "enrollments", status: 403, observed: 0, limit: 1 },
  },
  "gate.files.aged": {
    what: (t) =>
      `${t.quoted("file", 40)} is ${formatHours(t.amount("hours"))} older than ${t.quoted("newest", 40)} beside it`,
    did: "Nothing was changed. The whole plan waits, because files of two exports together are no roster.",
    cause: (t) =>
      `The export of one file failed, and the file of another day is still there. Too old: ${t.fact("files")}.`,
    fix: (t) =>
      `Let all files be exported again, together. A plan of that takes this one's place. ${decide} Where the files are always written more than ${t.fact("window")} hours apart: npx muster setting set files.window-hours <hours>`,
    owner: "sender",
    vendor: (t) =>
      `The files of one delivery were not written together; much older than ${t.fact("newest")}: ${t.fact("files")}. Please export all files in one go.`,
    sample: {
      ...{ file: "enrollments.csv", newest: "users.csv", hours: 168, files: "enrollments.csv (168 h)" },
      ...{ window: 6, observed: 1, limit: 0 },
    },
  },
  "gate.rows.unreadable": {
    what: (t) =>
      `${t.observed} of ${t.fact("received")} rows of ${t.fact("table")}.csv cannot be used; limit ${t.limit}`,
    did: "Nothing was changed. The whole plan waits, because too much of the file is not known.",
    cause:
      "The export itself has changed: a column moved, a file was cut, or two files do not belong together.",
    fix: `Look at the findings below; mend the most frequent one first. ${decide}`,
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.observed} of ${t.fact("received")} rows of ${t.fact("table")}.csv cannot be used. Please see the codes and rows we listed.`,
    sample: { table: "enrollments", received: 212_408, observed: 4800, limit: 500 },
  },
  "gate.quotes.stray": {
    what: (t) =>
      `${t.observed} rows of ${t.fact("table")}.csv have a quotation mark in a wrong place; limit ${t.limit}`,
    did: "Nothing was changed. The whole plan waits, because values may have been cut or run together.",
    cause: 'The file is written by other rules than CSV has, such as \\" for a quotation mark.',
    fix: `Look at a few of those rows in the findings below. ${decide}`,
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.observed} rows of ${t.fact("table")}.csv have a quotation mark inside a value that is not written twice. Please quote values as RFC 4180 asks.`,
    sample: { table: "classes", received: 25, observed: 20, limit: 10 },
  },
  "gate.roles.unknown": {
    what: (t) => `${t.observed} people have a role in ${t.fact("table")}.csv that Muster does not know`,
    did: "Nothing was changed. The whole plan waits; nobody loses a role for it.",
    cause: "The export uses other words for roles than before.",
    fix: `Ask for the words of the standard. ${decide}`,
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.observed} people in ${t.fact("table")}.csv have a role that is no word of the standard. Please send student, teacher, administrator, aide, proctor, parent, guardian or relative.`,
    sample: { table: "users", before: 12_408, observed: 11_902, limit: 124 },
  },
  "gate.ids.rekeyed": {
    what: (t) =>
      t.label("classes") === ""
        ? `${t.observed} of ${t.fact("people")} people have a new ID, though they are the same people`
        : `${t.observed} of ${t.fact("classes")} classes have a new ID, though they are the same classes`,
    did: allWaits,
    cause: (t) =>
      `You moved to another student information system, or it was told to use other IDs (${t.fact("before")} became ${t.fact("now")}).`,
    fix: "Do not approve this plan: whatever has a new ID would be added a second time and lose its history. Ask for the former IDs.",
    owner: "sis-vendor",
    vendor: (t) =>
      `The sourcedId of ${t.observed} ${t.label("classes") === "" ? "people" : "classes"} has changed, for example ${t.fact("before")} is now ${t.fact("now")}. A sourcedId must stay the same for life. Please export the former values.`,
    sample: { before: "S-00417", now: "9f2c-417", people: 12_408, observed: 12_190, limit: 124 },
  },
  "gate.ids.format-changed": {
    what: (t) => `${t.observed} new people have IDs that look unlike all IDs before`,
    did: allWaits,
    cause: "The export was told to take IDs from another field, or a second system was joined in.",
    fix: `Ask whether the IDs were changed. If these are really new people, approve the plan. Otherwise ask for the former IDs.`,
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.observed} people arrive with a sourcedId of another form than before. Was the field behind sourcedId changed? Please keep the former one.`,
    sample: { before: "S-00417", now: "9f2c-417", people: 12_408, observed: 812, limit: 620 },
  },
  "gate.ids.zeros-lost": {
    what: (t) =>
      `${t.observed} ${t.observed === "1" ? "ID lost its" : "IDs lost their"} leading zeros: ${t.quoted("before", 12)} is now ${t.quoted("now", 12)}`,
    did: allWaits,
    cause: "A spreadsheet program opened and saved the file, and took the IDs for numbers.",
    fix: "Do not approve this plan. Send the files as they were exported, without opening them in a spreadsheet program.",
    owner: "sender",
    vendor: (t) =>
      `Leading zeros are missing: ${t.fact("before")} arrives as ${t.fact("now")}, ${t.observed === "1" ? "once" : `${t.observed} times`}. IDs are text; please export them unchanged.`,
    sample: { before: "00417", now: "417", people: 12_408, observed: 11_902, limit: 124 },
  },
  "gate.district.wrong": {
    what: (t) =>
      `The files look like another district's: ${t.observed} of ${t.fact("received")} people are known`,
    did: "Nothing was changed. The whole plan waits; nobody of these files was taken in.",
    cause: "The wrong folder was given, or the sender put another district's files into yours.",
    fix: "Do not approve this plan before you know whose files these are. If they are not yours, tell the sender at once.",
    owner: "sender",
    vendor: (t) =>
      `Only ${t.observed} of ${t.fact("received")} people in the files are known here. Did we receive another district's files? If so, please stop the delivery and tell us.`,
    sample: { received: 9870, people: 12_408, observed: 31, limit: 4935 },
  },
  "gate.data.older": {
    what: (t) =>
      `These are the files of ${t.fact("acceptedAt").slice(0, 10)}; newer ones were taken in since`,
    did: "Nothing was changed. The whole plan waits, because it would turn the roster back to that day.",
    cause: "An old folder was given, or the export delivered an old copy.",
    fix: `Send today's files. ${decide}`,
    owner: "sender",
    vendor: (t) =>
      `The files are byte for byte those of ${t.fact("acceptedAt").slice(0, 10)}, although newer ones were delivered since. Please check the export.`,
    sample: { acceptedAt: "2026-11-18 02:12:40+00", observed: 1, limit: 0 },
  },
  "gate.undone.again": {
    what: (t) => `These files were applied in run ${t.label("run")} and taken back by a person`,
    did: "Nothing was changed. The whole plan waits, so that what was taken back does not return by itself.",
    cause: "The same files arrived again after somebody undid them.",
    fix: "If the files are right after all, approve the plan. If not, wait for corrected files; nothing happens until then.",
    owner: "district",
    sample: { run: 12, observed: 1, limit: 0 },
  },
  "gate.policy.hold-everything": {
    what: () => "A limit was passed, and your district holds everything in that case",
    did: "Nothing was changed. The whole plan waits.",
    cause: "The setting gate.policy is hold-everything.",
    fix: "Look at the other holds and decide. To let safe changes go on: npx muster setting set gate.policy surgical",
    owner: "district",
    sample: { observed: 1, limit: 0 },
  },
};
