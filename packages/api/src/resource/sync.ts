import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { idValue, instantValue } from "../value.ts";
import { runKindValue } from "./run.ts";

const stepValue = z.object({
  stage: z.string(),
  title: z.string(),
  state: z.enum(["done", "now", "todo"]),
  percent: z.number().int().nullable().describe("Null where nobody can say."),
  says: z.string(),
});

/** A piece of work that waits or goes on. */
export const workValue = z.object({
  id: z.string().describe("The same for as long as it goes on."),
  errandId: z
    .string()
    .nullable()
    .describe("Names it to stop it; null where it was begun by a program or a person."),
  run: z.number().int().nullable(),
  kind: runKindValue,
  isUpload: z.boolean().describe("It takes files that somebody has brought."),
  sourceId: z.number().int().nullable(),
  source: z.string().nullable(),
  state: z.enum(["waiting", "running"]),
  askedBy: z.string(),
  beganAt: instantValue.nullable(),
  elapsedSeconds: z.number().int().nullable(),
  silentSeconds: z
    .number()
    .int()
    .nullable()
    .describe("Since its last sign of life; null where it gives none."),
  isSilent: z.boolean(),
  attempts: z.number().int(),
  cancelAskedBy: z.string().nullable(),
  trouble: messageValue.nullable().describe("Why an attempt before this one failed."),
  says: z.string(),
  leaves: z.string().describe("What stopping it now would leave."),
  percent: z.number().int(),
  steps: z.array(stepValue),
});

export const progressValue = z.object({ works: z.array(workValue) });

export const followProgress = route({
  name: "sync.follow",
  method: "GET",
  path: "/progress",
  says: "What waits and what is under way, told anew whenever it moves.",
  right: "see",
  form: "events",
  query: z.strictObject({
    seconds: z.coerce
      .number()
      .int()
      .min(0)
      .max(240)
      .default(240)
      .describe("It ends after so long; whoever still watches asks again."),
  }),
  answer: progressValue,
});

export const showProgress = route({
  name: "sync.progress",
  method: "GET",
  path: "/progress/now",
  says: "What waits and what is under way at this moment.",
  right: "see",
  answer: progressValue,
});

/** What came of asking for an errand. */
export const askedValue = z.object({
  errandId: z.string(),
  joined: z.enum(["nothing", "waiting", "running"]).describe("What was there already and does as well."),
  says: z.string(),
});

export const askForSync = route({
  name: "sync.ask",
  method: "POST",
  path: "/syncs",
  says: "Asks for a sync of a source now; asked twice it is done once.",
  right: "decide",
  body: z.strictObject({ source: idValue }),
  answer: askedValue,
});

/** What became of an errand so far. */
export const errandValue = z.object({
  errandId: z.string(),
  state: z.enum(["waiting", "running", "done", "dead", "cancelled", "redriven"]),
  applies: z.boolean().describe("false: it seals a plan and changes nothing."),
  isUpload: z.boolean(),
  sourceId: z.number().int(),
  source: z.string(),
  run: z.number().int().nullable().describe("As soon as it has begun."),
  outcome: z.string().nullable().describe("null until it has ended."),
  planHash: z.string().nullable().describe("As soon as a plan is sealed."),
  trouble: messageValue.nullable().describe("Why it ended without its work, or why its last attempt failed."),
  says: z.string(),
});

export const showErrand = route({
  name: "sync.show",
  method: "GET",
  path: "/syncs/:errand",
  says: "What became of a sync, a plan or an upload that was asked for.",
  right: "see",
  params: z.strictObject({ errand: z.uuid() }),
  answer: errandValue,
});

export const cancelSync = route({
  name: "sync.cancel",
  method: "POST",
  path: "/syncs/:errand/cancel",
  says: "Stops a sync that waits or is under way, and says what that leaves.",
  right: "decide",
  params: z.strictObject({ errand: z.uuid() }),
  answer: z.object({ was: z.enum(["waiting", "running", "nothing"]), says: z.string() }),
});
