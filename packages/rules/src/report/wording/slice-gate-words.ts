import { formatCount } from "../number-words.ts";
import type { GateTold } from "./gate-told.ts";
import type { GateCodeOf } from "./plan-gate-words.ts";
import { fieldWord } from "./record-words.ts";
import type { Words } from "./words.ts";

const theseWait =
  "These changes wait for a person; nothing of them is done until then. Other changes go on, unless they are held too.";
const decide =
  "If it is right, approve the plan. If not, leave it: nothing of it happens, and the next files bring a new plan.";

/** What is said where one part of a plan waits: one kind of change of one kind of record in one school. */
export const sliceGateWords: Readonly<Record<GateCodeOf<"slice">, Words<GateTold>>> = {
  "gate.removals.many": {
    what: (t) => `${t.wouldHappen}; at most ${t.limit} may`,
    did: theseWait,
    cause: (t) =>
      t.label("grades") === ""
        ? "The export lists less than before: a grade, a term or a filter is missing. At the end of a school year it may be right."
        : `Nearly everybody in grade ${t.label("grades")} would leave. Either they have finished school, or the grade is no longer chosen in the export.`,
    fix: `Ask the school whether so many are really gone. ${decide}`,
    owner: "district",
    vendor: (t) =>
      `The newest export no longer lists ${t.things} of ${t.school}, of ${formatCount(t.amount("base"))} it listed before. Please check that no school, grade, term or filter was left out of it, and send a full export again if one was.`,
    sample: { type: "student", kind: "removal", base: 12_345, observed: 1284, limit: 1234, grades: "12" },
  },
  "gate.removals.spread": {
    what: (t) => `${t.things} would leave in all, from several schools; at most ${t.limit} may`,
    did: theseWait,
    cause:
      "The file was cut off: every school loses a few, and together they are more than a day takes away.",
    fix: `Compare the number of rows with that of the day before. ${decide}`,
    owner: "district",
    vendor: (t) =>
      `The newest export no longer lists ${t.things}, a few from every school. Please check that it was written to its end, and send it again if it was not.`,
    sample: { type: "student", kind: "removal", base: 12_345, observed: 1284, limit: 1234 },
  },
  "gate.class.shrinks": {
    what: (t) => `${t.things} at ${t.school} would end in classes that lose over half`,
    did: theseWait,
    cause: "Students were moved to another class, or a part of the class list is missing.",
    fix: `Look at those classes in the plan. ${decide}`,
    owner: "district",
    sample: { type: "membership", kind: "removal", base: 840, observed: 19, limit: 0 },
  },
  "gate.additions.many": {
    what: (t) => `${t.wouldHappen}; at most ${t.limit} may`,
    did: theseWait,
    cause: (t) =>
      t.amount("testNames") === 0
        ? "A new school year begins, or the same people arrive under new IDs."
        : `${t.label("testNames")} of them have names like Test or Sample: most likely a test system was exported.`,
    fix: `Look whether some of them are already here under another ID. ${decide}`,
    owner: "district",
    sample: { type: "student", kind: "addition", base: 600, observed: 412, limit: 150, testNames: 380 },
  },
  "gate.updates.many": {
    what: (t) => `${t.wouldHappen}; at most ${t.limit} may`,
    did: theseWait,
    cause:
      "A column of the export was rewritten for everybody. At the start of a school year it may be right.",
    fix: `Look at a few of these changes in the plan. ${decide}`,
    owner: "district",
    sample: { type: "student", kind: "update", base: 600, observed: 540, limit: 300 },
  },
  "gate.column.rewritten": {
    what: (t) =>
      `The ${fieldWord(t.fact("field"))} of ${t.things} at ${t.school} would change; limit ${t.limit}`,
    did: theseWait,
    cause: "The export fills this column from another field than before, or the columns moved.",
    fix: `Compare a few old and new values in the plan. ${decide}`,
    owner: "sis-vendor",
    vendor: (t) =>
      `The value behind "${fieldWord(t.fact("field"))}" has changed for ${t.things} at once. Was the column filled from another field, or did the columns move?`,
    sample: { type: "student", kind: "update", base: 600, field: "email", observed: 540, limit: 180 },
  },
  "gate.updates.spread": {
    what: (t) =>
      t.fact("field") === ""
        ? `${t.things} would change in all, in several schools; at most ${t.limit} may`
        : `The ${fieldWord(t.fact("field"))} of ${t.observed} records would change, in several schools`,
    did: theseWait,
    cause: "The export fills a column from another field than before, or the columns moved.",
    fix: `Compare a few old and new values in the plan. ${decide}`,
    owner: "sis-vendor",
    vendor: (t) =>
      t.fact("field") === ""
        ? `${t.things} have changed at once. Was a column filled from another field, or did the columns move?`
        : `The value behind "${fieldWord(t.fact("field"))}" has changed in ${t.observed} rows at once. Was the column filled from another field, or did the columns move?`,
    sample: { type: "student", kind: "update", base: 600, field: "email", observed: 540, limit: 180 },
  },
  "gate.school.absent": {
    what: (t) => `${t.school} is not in the files; ${t.things} would go with it`,
    did: "The school and all of its people stay as they are. Other schools go on, unless they are held too.",
    cause: (t) =>
      t.fact("lookalike") === ""
        ? `The school ${t.fact("sourcedId")} is no longer chosen in the export.`
        : `Its ID is written differently now: ${t.fact("sourcedId")} before, ${t.fact("lookalike")} today.`,
    fix: "If the school only has a new ID, link that one: npx muster school link. If the school is really closed, approve the plan.",
    owner: "sender",
    vendor: (t) =>
      `The school ${t.fact("sourcedId")} is no longer in orgs.csv.${t.fact("lookalike") === "" ? " Was it taken out of the export?" : ` There is ${t.fact("lookalike")} instead; please keep the former sourcedId.`}`,
    sample: {
      ...{ type: "student", kind: "removal", base: 611, sourcedId: "0042", lookalike: "42" },
      ...{ observed: 611, limit: 0 },
    },
  },
  "gate.season.additions-only": {
    what: (t) => `${t.things} would leave ${t.school} in a season of additions only`,
    did: "They stay until a person has looked, or the season is over. Everything else goes on, unless it is held too.",
    cause: "The district has set these days so that whoever is new comes in and nobody leaves.",
    fix: `Wait for the end of the season: what still leaves then is planned again. ${decide}`,
    owner: "district",
    sample: { type: "student", kind: "removal", base: 600, observed: 14, limit: 0 },
  },
  "gate.families.implausible": {
    what: (t) => `Somebody at ${t.school} would get a family of ${t.observed}; up to ${t.limit} is usual`,
    did: "The new family links of this school wait for a person. Everything else goes on, unless it is held too.",
    cause: "One contact, such as the school office, was entered for many students.",
    fix: `Look at the family links in the plan before anybody can read what is not theirs. ${decide}`,
    owner: "district",
    sample: { type: "guardianship", kind: "addition", base: 900, observed: 48, limit: 12 },
  },
  "gate.family.restricted": {
    what: (t) => `${t.things} at ${t.school} would be new beside a restricted one`,
    did: "These family links wait for a person. Everything else goes on, unless it is held too.",
    cause:
      "The files name somebody new for a student of whose family somebody was restricted. It may be the same person under another ID.",
    fix: `Look at each of them before anybody can read what is not theirs. ${decide}`,
    owner: "district",
    sample: { type: "guardianship", kind: "addition", base: 900, observed: 1, limit: 0 },
  },
  "gate.role.switched": {
    what: (t) => `${t.things} at ${t.school} would change sides between student and staff`,
    did: "These people stay what they are until a person has looked. Everything else goes on, unless it is held too.",
    cause:
      "One ID was given to two people, or the role was entered wrongly. Now and then a student is hired.",
    fix: `Check each of them: staff can read what students cannot. ${decide}`,
    owner: "district",
    sample: { type: "staff", kind: "addition", base: 40, observed: 2, limit: 0 },
  },
  "gate.person.protected": {
    what: (t) =>
      `${t.things} who ${t.observed === "1" ? "manages" : "manage"} Muster would leave ${t.school}`,
    did: "They stay until a person has looked. Everything else goes on, unless it is held too.",
    cause: "The files no longer list somebody who is an administrator and signs in.",
    fix: `If they really left, see first that somebody else can manage the district. ${decide}`,
    owner: "district",
    sample: { type: "staff", kind: "removal", base: 40, observed: 1, limit: 0 },
  },
  "gate.id.reused": {
    what: (t) => `The IDs of ${t.things} at ${t.school} now name somebody else`,
    did: "These people stay as they were. Everything else goes on, unless it is held too.",
    cause: "The student information system gave the ID of somebody who left to somebody new.",
    fix: `Ask for a new ID for each new person. ${decide}`,
    owner: "sis-vendor",
    vendor: (t) =>
      `${t.observed} sourcedIds now carry another name, e-mail and number than before. Please never give a sourcedId to a second person.`,
    sample: { type: "student", kind: "update", base: 600, observed: 3, limit: 0 },
  },
  "gate.depends.held": {
    what: (t) =>
      t.observed === "1"
        ? `${t.things} at ${t.school} needs what is held, and waits with it`
        : `${t.things} at ${t.school} need what is held, and wait with it`,
    did: "They wait together with what they need.",
    cause: "A class comes with its school, and a family comes and goes with its student; those are held.",
    fix: "Decide about the other holds of this plan, and about these changes along with them.",
    owner: "district",
    sample: { type: "membership", kind: "addition", base: 840, observed: 312, limit: 0 },
  },
};
