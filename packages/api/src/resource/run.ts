import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { idValue, instantValue, pageOf, pageQuery } from "../value.ts";

export const outcomeValue = z.enum([
  "applied",
  "no_changes",
  "held",
  "partly_applied",
  "rejected_input",
  "failed",
  "cancelled",
  "superseded",
  "undone",
]);

export const runKindValue = z.enum(["sync", "plan", "apply", "undo", "manual"]);

/** A run as a list shows it. */
export const listedRunValue = z.object({
  run: z.number().int(),
  kind: runKindValue,
  state: z.enum(["running", "died", "finished"]),
  stage: z.string(),
  outcome: z.string().nullable(),
  operator: z.string(),
  source: z.string().nullable(),
  startedAt: instantValue,
  endedAt: instantValue.nullable(),
  planHash: z.string().nullable(),
  planState: z.string().nullable(),
  applied: z.number().int(),
  waiting: z.number().int(),
  isStale: z.boolean(),
  undoneBy: z.number().int().nullable(),
  undoes: z.number().int().nullable(),
});

/** How many findings of a code a run had, with the words for the first of them. */
export const findingCountValue = z.object({
  severity: z.enum(["blocking", "error", "warning", "info"]),
  count: z.number().int(),
  message: messageValue,
});

/** Changes of one kind in one school, what the limits said of them, and what became of them. */
export const runSliceValue = z.object({
  type: z.string(),
  noun: z.string().describe("What a record of it is called."),
  kind: z.enum(["addition", "update", "removal"]),
  schoolId: z.number().int(),
  school: z.string(),
  changes: z.number().int(),
  base: z.number().int().describe("Active records of it before."),
  verdict: z.enum(["go", "hold"]),
  standing: z.enum(["applied", "waits", "left"]),
  appliedInRun: z.number().int().nullable(),
  approvedBy: z.string().nullable(),
  approvedFor: z.string().nullable(),
  gates: z.array(messageValue),
});

const countsValue = z.record(z.string(), z.record(z.string(), z.number().int()));

const evidenceValue = z.object({
  takenAt: instantValue,
  contentHash: z.string(),
  format: z.string(),
  standing: z.string(),
  files: z.array(
    z.object({
      path: z.string(),
      size: z.number().int(),
      sha256: z.string(),
      modifiedAt: instantValue.nullable(),
    }),
  ),
  tables: z.array(
    z.object({
      table: z.string(),
      file: z.string(),
      received: z.number().int(),
      leftOut: z.number().int(),
    }),
  ),
});

export const listRuns = route({
  name: "run.list",
  method: "GET",
  path: "/runs",
  says: "The runs of the district, newest first.",
  right: "see",
  query: z.strictObject({
    ...pageQuery,
    outcome: z.enum([...outcomeValue.options, "running"]).optional(),
    kind: runKindValue.optional(),
    source: idValue.optional(),
  }),
  answer: pageOf(listedRunValue.extend({ says: z.string().describe("What became of it, as a sentence.") })),
});

/** How a day ended, for a strip of days. */
export const outcomeDayValue = z.object({
  day: z.iso.date(),
  outcome: z.string(),
  run: z.number().int().optional(),
});

export const listDays = route({
  name: "run.days",
  method: "GET",
  path: "/runs/days",
  says: "How the syncs of each of the last days ended, by the district's calendar.",
  right: "see",
  query: z.strictObject({ days: z.coerce.number().int().min(7).max(365).default(30) }),
  answer: z.object({ days: z.array(outcomeDayValue) }),
});

export const listCounts = route({
  name: "run.counts",
  method: "GET",
  path: "/runs/counts",
  says: "How many active records of each kind there were at the end of each of the last days.",
  right: "see",
  query: z.strictObject({ days: z.coerce.number().int().min(7).max(365).default(90) }),
  answer: z.object({
    series: z.array(z.object({ key: z.string(), label: z.string() })),
    days: z.array(z.object({ day: z.iso.date(), values: z.record(z.string(), z.number().int()) })),
  }),
});

const comparedValue = z.object({
  type: z.string(),
  noun: z.string(),
  action: z.enum(["create", "update", "archive", "restore"]),
  schoolId: z.number().int(),
  school: z.string(),
  added: z.number().int().describe("Only the newer run has them."),
  gone: z.number().int().describe("Only the older run has them."),
  same: z.number().int(),
});

export const compareRuns = route({
  name: "run.compare",
  method: "GET",
  path: "/runs/compare",
  says: "What one run's plan has and another's has not, in exact counts and without a name of anybody.",
  right: "see",
  query: z.strictObject({ a: idValue, b: idValue }),
  answer: z.object({
    before: listedRunValue,
    after: listedRunValue,
    says: z.string(),
    totals: z.object({ added: z.number().int(), gone: z.number().int(), same: z.number().int() }),
    groups: z.array(comparedValue),
    findings: z.array(
      z.object({
        code: z.string(),
        what: z.string(),
        severity: z.string(),
        before: z.number().int(),
        after: z.number().int(),
      }),
    ),
    files: z.array(
      z.object({
        file: z.string(),
        before: z.number().int().nullable(),
        after: z.number().int().nullable(),
      }),
    ),
  }),
});

const ofRun = z.strictObject({ run: idValue });

export const showRun = route({
  name: "run.show",
  method: "GET",
  path: "/runs/:run",
  says: "One run: what became of it, its counts, what was held and why, what was found, and what proves it.",
  right: "see",
  params: ofRun,
  answer: listedRunValue.extend({
    headline: z.string(),
    rest: z.string().describe("What became of the part that waited; may be empty."),
    canUndo: z.boolean(),
    sourceId: z.number().int().nullable(),
    laterRuns: z.array(z.number().int()),
    counts: countsValue.nullable(),
    gates: z.array(messageValue).describe("What held all of it."),
    slices: z.array(runSliceValue),
    sliceTotal: z.number().int(),
    findings: z.array(findingCountValue),
    fault: messageValue.nullable(),
    timings: z.array(z.object({ stage: z.string(), title: z.string(), ms: z.number() })),
    evidence: evidenceValue.nullable(),
  }),
});

export const runChangesCsv = route({
  name: "run.changes",
  method: "GET",
  path: "/runs/:run/changes.csv",
  says: "Every change of a run's plan as a table for a spreadsheet.",
  right: "see",
  form: "csv",
  params: ofRun,
  answer: z.string(),
});

export const runFindingsCsv = route({
  name: "run.findings",
  method: "GET",
  path: "/runs/:run/findings.csv",
  says: "Every finding of a run with its place, as a table for a spreadsheet.",
  right: "see",
  form: "csv",
  params: ofRun,
  answer: z.string(),
});

/** What an undo leaves as it is, and why. */
const keptValue = z.object({
  type: z.string(),
  noun: z.string(),
  name: z.string(),
  recordId: z.number().int(),
  fields: z.array(z.string()).describe("In the words of the district."),
  because: z.enum(["changed", "needed"]),
});

export const lookAtUndo = route({
  name: "run.undo.look",
  method: "POST",
  path: "/runs/:run/undo",
  says: "Plans how a run would be taken back, and changes nothing.",
  right: "decide",
  params: ofRun,
  answer: z.object({
    run: z.number().int().describe("The run of this look."),
    plan: z
      .string()
      .nullable()
      .describe("Hash of the plan that was made; null where nothing is left to take back."),
    says: z.string(),
    changes: z.number().int(),
    counts: countsValue,
    kept: z.array(keptValue),
    keptTotal: z.number().int(),
  }),
});

export const applyUndo = route({
  name: "run.undo.apply",
  method: "POST",
  path: "/runs/:run/undo/apply",
  says: "Takes a run back: exactly the plan that was looked at, or nothing where the directory has moved on.",
  right: "decide",
  params: ofRun,
  body: z.strictObject({ plan: z.string().regex(/^[0-9a-f]{12,64}$/) }),
  answer: z.object({
    run: z.number().int(),
    outcome: z.string(),
    applied: z.number().int(),
    says: z.string(),
  }),
});
