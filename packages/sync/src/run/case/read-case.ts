import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Outcome } from "@muster/rules/model/outcome.ts";
import { type Deed, readDeed } from "./deed.ts";
import { type Edit, readEdit } from "./edit.ts";
import {
  anything,
  fields,
  listOf,
  mapOf,
  maybe,
  oneOf,
  oneOrMore,
  otherwise,
  type Read,
  text,
  whole,
} from "./read-shape.ts";

/**
 * A case is a folder `fixtures/cases/<ID>-<slug>`: a story of one district in steps, each with what must come of
 * it. The ID is that of the reliability catalogue (`C03`, `C03b` for a second case of it) or of a quirk (`Q002`).
 */
export interface Case {
  readonly id: string;
  readonly folder: string;
  /** A sentence about a district. */
  readonly title: string;
  /** Settings by key, as `muster setting set` takes them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
}

/** One thing that happens to the district: by default, files are synced. */
export interface Step {
  /**
   * sync: plan, gate, apply · plan: seal and stop · approve: take what the last plan left waiting · undo: take
   * back the last run that applied something.
   */
  readonly do: "sync" | "plan" | "approve" | "undo";
  /** A folder of fixtures/districts; the edits are made on a copy of it. */
  readonly base: string;
  readonly edits: readonly Edit[];
  /** A folder of the case: its files stand in for the base's, or join them, before the edits. */
  readonly files: string | undefined;
  /** A file or folder of the case that is uploaded as it is; no base, no edits. */
  readonly upload: string | undefined;
  /** How the files are sent: as a folder, or as one ZIP, whole or damaged in a named way. */
  readonly pack: Packing;
  /** Sends just this one file of them instead of the folder. */
  readonly only: string | undefined;
  /** How many hours before the step a file was written; the others were written just now. */
  readonly aged: Readonly<Record<string, number>>;
  /** Whose step it is: the district of the case, its neighbour, or a second source of the district. */
  readonly of: "the-district" | "its-neighbour" | "its-second-source";
  /** What people do to the directory before this step. */
  readonly byHand: readonly Deed[];
  /** Settings changed before this step. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The day of the run, `YYYY-MM-DD`. */
  readonly today: string | undefined;
  /** The moment of the run where the day alone will not do: an ISO time in UTC. */
  readonly at: string | undefined;
  readonly expect: Expectation;
}

export type Packing =
  | "folder"
  | "zip"
  | "zip-without-end"
  | "zip-bad-crc"
  | "zip-encrypted"
  | "zip-bomb"
  | "zip-twice"
  | "zip-symlink"
  | "zip-text-mode"
  | "gzip";

/** What must come of a step. Only what is written is compared, except the directory of a step that changed nothing. */
export interface Expectation {
  readonly outcome: Outcome;
  /** The code of the fault that a failed or refused step throws. */
  readonly fault: string | undefined;
  /** Findings by code: how many, or `some`. */
  readonly codes: Readonly<Record<string, number | "some">>;
  readonly notCodes: readonly string[];
  /** `gate.code` or `gate.code@type/school-sourcedId/kind`; exactly these gates, in any order. */
  readonly gates: readonly string[] | undefined;
  /** Gates that must be among them, where a whole plan is held and the others do not matter. */
  readonly someGates: readonly string[];
  /** What the gates said they saw, by gate code. */
  readonly gateFacts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The plan's counts by record type and action; a type that is written is compared whole, zeros left out. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined;
  readonly holds: "nothing" | "something" | "everything" | undefined;
  /** Active records afterwards. */
  readonly directory: Readonly<Record<string, number>>;
  /** People afterwards by the source's sourcedId: their fields and `roles`; null for nobody with an active role. */
  readonly people: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  /** Classrooms afterwards by sourcedId: their fields, `students` and `teachers`; null for none that is active. */
  readonly classrooms: Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
  /** Texts that stand in no row of the district, whatever the table. */
  readonly nowhere: readonly string[];
  /** Findings that must be there with just these places. */
  readonly place: readonly Readonly<Record<string, unknown>>[];
}

const outcomes: readonly Outcome[] = [
  ...(["applied", "no_changes", "held", "partly_applied", "rejected_input"] as const),
  ...(["failed", "cancelled", "superseded", "undone"] as const),
];

const howMany: Read<number | "some"> = (value, at) => (value === "some" ? "some" : whole(value, at));
const fieldsOrNone: Read<Readonly<Record<string, unknown>> | null> = (value, at) =>
  value === null ? null : mapOf(anything)(value, at);

const readExpectation = fields<Expectation>({
  outcome: oneOf(outcomes),
  fault: maybe(text),
  codes: otherwise({}, mapOf(howMany)),
  notCodes: otherwise([], listOf(text)),
  gates: maybe(listOf(text)),
  someGates: otherwise([], listOf(text)),
  gateFacts: otherwise({}, mapOf(mapOf(anything))),
  counts: maybe(mapOf(mapOf(whole))),
  holds: maybe(oneOf(["nothing", "something", "everything"])),
  directory: otherwise({}, mapOf(whole)),
  people: otherwise({}, mapOf(fieldsOrNone)),
  classrooms: otherwise({}, mapOf(fieldsOrNone)),
  nowhere: otherwise([], listOf(text)),
  place: otherwise([], oneOrMore(mapOf(anything))),
});

const packings = [
  ...(["folder", "zip", "zip-without-end", "zip-bad-crc", "zip-encrypted"] as const),
  ...(["zip-bomb", "zip-twice", "zip-symlink", "zip-text-mode", "gzip"] as const),
];

const readStep = fields<Step>({
  do: otherwise("sync", oneOf(["sync", "plan", "approve", "undo"])),
  base: otherwise("oak-grove/monday", text),
  edits: otherwise([], listOf(readEdit)),
  files: maybe(text),
  upload: maybe(text),
  pack: otherwise("folder", oneOf(packings)),
  only: maybe(text),
  aged: otherwise({}, mapOf(whole)),
  of: otherwise("the-district", oneOf(["the-district", "its-neighbour", "its-second-source"])),
  byHand: otherwise([], listOf(readDeed)),
  settings: otherwise({}, mapOf(anything)),
  today: maybe(text),
  at: maybe(text),
  expect: readExpectation,
});

/** `"monday"` stands for the first sync of Oak Grove, whole and without a word. */
export const firstSync: Step = readStep(
  {
    expect: {
      outcome: "applied",
      holds: "nothing",
      gates: [],
      directory: {
        ...{ schools: 3, classrooms: 25, memberships: 350, guardianships: 129 },
        ...{ people: 150, students: 60, staff: 14, guardians: 76 },
      },
    },
  },
  "monday",
);

const readBody = fields<Pick<Case, "title" | "settings" | "steps">>({
  title: text,
  settings: otherwise({}, mapOf(anything)),
  steps: listOf((value, at) => (value === "monday" ? firstSync : readStep(value, at))),
});

/** Reads every case under `folder`, in the order of their names. A folder without an ID is refused. */
export async function readCases(folder: string): Promise<readonly Case[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(names.map((name) => readCase(path.join(folder, name))));
}

async function readCase(folder: string): Promise<Case> {
  const name = path.basename(folder);
  const id = /^([A-K]\d{2}[a-z]?|Q\d{3}[a-z]?)-[a-z0-9-]+$/.exec(name)?.[1];
  if (id === undefined)
    throw new Error(`${name} should be named by an ID of the catalogue and a few words, as C01-bom`);
  const written: unknown = JSON.parse(await readFile(path.join(folder, "case.json"), "utf8"));
  const body = readBody(written, name);
  if (body.steps.length === 0) throw new Error(`${name} has no steps`);
  return { id, folder, ...body };
}
