import { z } from "zod";
import { route } from "../route.ts";
import { doneAnswer } from "../value.ts";

export const startStepValue = z.object({
  id: z.enum(["district", "source", "files", "schools", "plan", "first-sync", "nightly"]),
  title: z.string(),
  says: z.string().describe("What is there already, or what to do."),
  minutes: z.string(),
  state: z.enum(["done", "next", "later"]),
  proof: z.string().describe("What a machine has checked; empty while the step is not done."),
});

export const showStart = route({
  name: "start.show",
  method: "GET",
  path: "/start",
  says: "How far the district is on its way to the first safe sync. A step is done when a machine has checked it.",
  right: "see",
  answer: z.object({
    steps: z.array(startStepValue),
    isDone: z.boolean(),
    zone: z.string(),
    zones: z.array(z.string()),
    yearStart: z.string().describe("The month in which the school year begins."),
    yearStarts: z
      .array(z.object({ word: z.string(), label: z.string() }))
      .describe("The months to choose from."),
    source: z.number().int().nullable().describe("The source that is being set up, or is in use."),
    planHash: z.string().nullable().describe("The newest plan that waits."),
    practice: z.number().int().nullable().describe("The practice district, where one was made."),
  }),
});

const yearStartValue = z
  .string()
  .max(60)
  .optional()
  .describe("The month in which the school year begins; without it, as it was, and July for a new district.");

const nameValue = z.string().trim().min(1).max(100);

export const nameDistrict = route({
  name: "district.change",
  method: "PUT",
  path: "/district",
  says: "Names the district, sets its time zone and the month in which its school year begins.",
  right: "govern",
  body: z.strictObject({ name: nameValue, zone: z.string().max(60), yearStart: yearStartValue }),
  answer: doneAnswer,
});

export const createDistrict = route({
  name: "district.create",
  method: "POST",
  path: "/districts",
  says: "Makes a district, of which whoever asks is the owner.",
  right: "govern",
  body: z.strictObject({ name: nameValue, zone: z.string().max(60), yearStart: yearStartValue }),
  answer: z.object({ districtId: z.number().int() }),
});

export const makePractice = route({
  name: "district.practice",
  method: "POST",
  path: "/practice",
  says: "Makes a district of made-up people that has lived through two days, to look around in.",
  right: "govern",
  answer: z.object({ districtId: z.number().int() }),
});
