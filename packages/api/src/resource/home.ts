import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { instantValue, pageOf, pageQuery } from "../value.ts";
import { outcomeDayValue } from "./run.ts";

export const toneValue = z.enum(["fine", "apart", "waits", "trouble", "working", "empty"]);

/** A source as Home shows it: its last result and what it does now are two things. */
export const homeSourceValue = z.object({
  sourceId: z.number().int(),
  name: z.string(),
  state: z.enum(["draft", "enabled", "paused"]),
  now: z.enum(["idle", "waiting", "running"]),
  nowSays: z.string(),
  lastGoodAt: instantValue.nullable(),
  ageSays: z.string().describe("How old its last good data is."),
  isOld: z.boolean(),
  last: z.object({ run: z.number().int(), outcome: z.string(), at: instantValue }).nullable(),
  nextSays: z.string(),
  canSync: z.boolean().describe("Somebody with the right may ask for a sync of it now."),
  trouble: messageValue.nullable(),
});

export const showHome = route({
  name: "home.show",
  method: "GET",
  path: "/home",
  says: "Whether everything is all right, and what should be done next.",
  right: "see",
  answer: z.object({
    zone: z.string(),
    state: z.object({ tone: toneValue, sentence: z.string(), more: z.string() }),
    actions: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        says: z.string(),
        owner: z.string().describe("Who can do it, in words."),
        since: instantValue.nullable(),
        button: z.string(),
        to: z.string(),
      }),
    ),
    moreActions: z.number().int(),
    sources: z.array(homeSourceValue),
    days: z.array(outcomeDayValue),
    counts: z.array(
      z.object({
        type: z.string(),
        label: z.string(),
        count: z.number().int(),
        delta: z.number().int().describe("Since the end of the day before."),
        to: z.string(),
      }),
    ),
    health: z.array(
      z.object({
        id: z.string(),
        label: z.string(),
        count: z.number().int(),
        says: z.string(),
        to: z.string(),
      }),
    ),
    coming: z.array(z.object({ id: z.string(), when: z.string(), says: z.string(), to: z.string() })),
    isOfSchools: z.boolean(),
  }),
});

/** What should be zero and is listed record by record. */
export const healthItemValue = z.enum([
  "student.class",
  "student.family",
  "student.grade",
  "student.schools",
  "class.teacher",
  "class.students",
  "staff.email",
  "guardian.contact",
]);

export const listHealth = route({
  name: "home.health",
  method: "GET",
  path: "/lacking",
  says: "Who or what lacks something that everybody should have, such as students without a class.",
  right: "see",
  query: z.strictObject({ ...pageQuery, item: healthItemValue }),
  answer: pageOf(
    z.object({ id: z.number().int(), name: z.string(), schools: z.string(), to: z.string() }),
  ).extend({ title: z.string(), none: z.string() }),
});
