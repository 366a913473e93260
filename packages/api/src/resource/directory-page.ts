import { z } from "zod";
import { instantValue } from "../value.ts";

/** What directories, persons, classes and schools have in common. */
export const originValue = z.enum(["synced", "manual"]);
export const recordStatusValue = z.enum(["active", "archived"]);
export const roleNameValue = z.enum(["student", "staff", "guardian"]);
export const memberRoleValue = z.enum(["student", "teacher", "co-teacher", "aide"]);

/** Which page of a directory: after the record that the page before ended with. It is sent in a body, like the search. */
export const directoryPage = {
  after: z.number().int().min(1).optional(),
  limit: z.number().int().min(1).max(200).default(50),
};

/** A page of a directory. */
export function directoryPageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z
      .number()
      .int()
      .nullable()
      .describe("The record that the next page begins after; null on the last."),
    total: z.number().int().describe("How many there are in all pages, exactly."),
  });
}

/** A sourcedId that stands for a record. */
export const recordLinkValue = z.object({
  sourceId: z.number().int(),
  source: z.string(),
  sourcedId: z.string(),
  origin: originValue,
  otherIds: z
    .array(z.string())
    .describe("Other IDs that the source tells, each with its kind: `sis_id:4711`."),
  isListed: z.boolean().describe("Whether the source lists it still."),
  takenAt: instantValue.nullable().describe("When the newest accepted files of the source were taken."),
});

/** What happened once, as a sentence. */
export const eventValue = z.object({
  at: instantValue,
  run: z.number().int(),
  planHash: z.string(),
  type: z.string(),
  action: z.string(),
  text: z.string(),
  operator: z.string().nullable(),
  approvedBy: z.string().nullable(),
  approvedFor: z.string().nullable(),
});

/** A page of what happened, newest first. */
export const timelineValue = z.object({ items: z.array(eventValue), next: z.string().nullable() });

export const timelineQuery = z.strictObject({
  after: z
    .string()
    .regex(/^\d{1,15}\/[a-z]{1,20}\/\d{1,15}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** What an edit by hand came to. What a person may not do is refused, with what to do instead. */
export const editedValue = z.object({
  run: z.number().int().describe("The run that stands in the journal for it; it can be undone."),
  changes: z.number().int(),
  refused: z.array(z.object({ code: z.string(), recordId: z.number().int(), text: z.string() })),
  notes: z.array(z.string()).describe("What the next sync would do to it, and the like."),
});
