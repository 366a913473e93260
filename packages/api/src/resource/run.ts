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

/** A run as a list shows it. */
export const listedRunValue = z.object({
  run: z.number().int(),
  kind: z.enum(["sync", "plan", "apply", "undo", "manual"]),
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

export const listRuns = route({
  name: "run.list",
  method: "GET",
  path: "/runs",
  says: "The runs of the district, newest first.",
  right: "see",
  query: z.strictObject({ ...pageQuery }),
  answer: pageOf(listedRunValue),
});

export const showRun = route({
  name: "run.show",
  method: "GET",
  path: "/runs/:run",
  says: "One run with its counts and what was found.",
  right: "see",
  params: z.strictObject({ run: idValue }),
  answer: listedRunValue.extend({
    counts: z.record(z.string(), z.record(z.string(), z.number())).nullable(),
    headline: z.string(),
    findings: z.array(findingCountValue),
  }),
});
