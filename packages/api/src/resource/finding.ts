import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { dayValue, doneAnswer, idValue, instantValue, pageOf, pageQuery, reasonValue } from "../value.ts";

export const severityValue = z.enum(["blocking", "error", "warning", "info"]);

/** Findings of one code in one file, as a part of a cause. */
export const causePartValue = z.object({
  code: z.string(),
  file: z.string(),
  severity: severityValue,
  count: z.number().int(),
  what: z.string(),
});

export const muteValue = z.object({
  code: z.string(),
  reason: z.string(),
  by: z.string(),
  at: instantValue,
  until: dayValue.describe("The last day on which it is muted, in the district's zone."),
});

/** One thing to mend, with all that is settled by mending it. */
export const causeValue = z.object({
  source: z.object({ sourceId: z.number().int(), name: z.string() }),
  code: z.string().describe("The code of what has to be mended; what follows from it has codes of its own."),
  file: z.string(),
  severity: severityValue.describe("The worst of all its parts."),
  count: z.number().int().describe("How many findings of all its parts."),
  since: instantValue,
  sinceRun: z.number().int(),
  daysOpen: z.number().int(),
  run: z.number().int().describe("The newest sync that told it."),
  message: messageValue,
  lead: causePartValue,
  follows: z.array(causePartValue).describe("What is settled by itself when the lead is mended."),
  mute: muteValue.nullable(),
});

/** A finding as a row: where it stands, what it says and what is to be done. */
export const problemRowValue = z.object({
  run: z.number().int(),
  source: z.string(),
  code: z.string(),
  severity: severityValue,
  file: z.string(),
  row: z.number().int().nullable().describe("The row of the file, the row of column names counted."),
  record: z.number().int().nullable(),
  column: z.string(),
  id: z.string().describe("The record's ID in the source; empty where it has none."),
  was: z.string(),
  now: z.string().describe("What the files say; values of people are masked."),
  what: z.string(),
});

const which = {
  source: idValue.optional(),
  file: z.string().max(300).optional(),
};
const codeParam = z.strictObject({ code: z.string().max(100) });

export const listProblems = route({
  name: "problem.list",
  method: "GET",
  path: "/problems",
  says: "The open findings by what has to be mended, the worst first. All of them: there are never more than kinds.",
  right: "see",
  answer: z.object({
    causes: z.array(causeValue),
    counts: z.record(severityValue, z.number().int()).describe("Open findings that are not muted."),
    muted: z.number().int().describe("Findings that are muted."),
    checked: z
      .object({ run: z.number().int(), at: instantValue, rows: z.number().int() })
      .nullable()
      .describe("The newest look at the files; null before the first."),
    isOfSchools: z.boolean().describe("Only what can be tied to one's own schools is told."),
  }),
});

export const listProblemRows = route({
  name: "problem.rows",
  method: "GET",
  path: "/problems/:code",
  says: "The open findings of one code, one by one.",
  right: "see",
  params: codeParam,
  query: z.strictObject({ ...pageQuery, ...which }),
  answer: pageOf(problemRowValue),
});

export const exportProblems = route({
  name: "problem.export",
  method: "GET",
  path: "/problems.csv",
  says: "The open findings as a file for a spreadsheet, with what to do about each.",
  right: "see",
  form: "csv",
  query: z.strictObject({ ...which, code: z.string().max(100).optional() }),
  answer: z.string(),
});

export const muteProblem = route({
  name: "problem.mute",
  method: "POST",
  path: "/problems/:code/mute",
  says: "Tells the findings of a code apart from the open ones until the end of a day, at most a year away.",
  right: "decide",
  params: codeParam,
  body: z.strictObject({ reason: reasonValue, until: dayValue }),
  answer: doneAnswer,
});

export const unmuteProblem = route({
  name: "problem.unmute",
  method: "DELETE",
  path: "/problems/:code/mute",
  says: "Tells the findings of a code among the open ones again.",
  right: "decide",
  params: codeParam,
  answer: doneAnswer,
});

export const showProblemDays = route({
  name: "problem.days",
  method: "GET",
  path: "/problem-days",
  says: "How many rows and files could not be used, by day and code.",
  right: "see",
  query: z.strictObject({ days: z.coerce.number().int().min(7).max(365).default(30) }),
  answer: z.object({
    days: z.array(
      z.object({ day: dayValue, total: z.number().int(), byCode: z.record(z.string(), z.number().int()) }),
    ),
    codes: z
      .array(z.object({ code: z.string(), what: z.string() }))
      .describe("The most frequent codes of these days."),
  }),
});
