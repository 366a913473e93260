import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { idValue, instantValue, pageOf, pageQuery } from "../value.ts";

const params = z.strictObject({ source: idValue });

/** One attempt to fetch from a source: what it brought with the proof that it is whole, or why it brought nothing. */
export const arrivalValue = z.object({
  arrival: z.number().int(),
  askedBy: z.string(),
  state: z.enum(["fetching", "fetched", "failed", "cancelled"]),
  startedAt: instantValue,
  aliveAt: instantValue,
  endedAt: instantValue.nullable(),
  progress: z.object({ what: z.string(), done: z.number().nullable(), of: z.number().nullable() }),
  proofs: z.array(
    z.object({ of: z.string(), by: z.string(), received: z.number(), announced: z.number().nullable() }),
  ),
  files: z
    .array(
      z.object({
        name: z.string(),
        bytes: z.number(),
        hash: z.string(),
        modifiedAt: z.string().nullable(),
      }),
    )
    .describe("As they were read by the run that took them."),
  run: z.number().int().nullable(),
  outcome: z.string().nullable(),
  message: messageValue.nullable(),
});

export const listArrivals = route({
  name: "arrival.list",
  method: "GET",
  path: "/sources/:source/arrivals",
  says: "What came from a source and when, newest first.",
  right: "see",
  params,
  query: z.strictObject({ ...pageQuery }),
  answer: pageOf(arrivalValue),
});

/** What can be seen of a source at this moment. */
export const liveValue = z.object({
  at: instantValue,
  arrival: arrivalValue.nullable().describe("The newest attempt."),
  drop: z
    .object({
      signedInAt: instantValue.nullable(),
      signedInFrom: z.string().nullable(),
      isUploading: z.boolean(),
      files: z.array(z.object({ name: z.string(), bytes: z.number(), arrivedAt: instantValue })),
    })
    .nullable()
    .describe("Of a source that districts upload to: who was seen there, and what lies there."),
});

export const watchSource = route({
  name: "arrival.watch",
  method: "GET",
  path: "/sources/:source/live",
  says: "Tells live what arrives: who has signed in, which files are there, how far a fetch is.",
  right: "see",
  form: "events",
  params,
  query: z.strictObject({
    seconds: z.coerce
      .number()
      .int()
      .min(0)
      .max(3600)
      .default(600)
      .describe("How long it tells; whoever wants more asks again."),
  }),
  answer: liveValue,
});

export const showTimeline = route({
  name: "arrival.timeline",
  method: "GET",
  path: "/sources/:source/timeline",
  says: "Everything that happened to a source, newest first: deeds of people, attempts, enablings.",
  right: "see",
  params,
  answer: z.object({
    items: z.array(
      z.object({
        at: instantValue,
        who: z.string(),
        says: z.string(),
        run: z.number().int().nullable(),
      }),
    ),
  }),
});
