import { z } from "zod";

/** One thing a source must know, drawn as one field of a form. */
export const fieldValue = z.object({
  key: z.string(),
  label: z.string(),
  help: z.string(),
  type: z.enum(["text", "number", "choice", "flag", "list", "secret"]),
  choices: z.array(z.string()).nullable(),
  fallback: z.string().nullable().describe("null: it must be filled in."),
  isRare: z.boolean().describe("It has a value that suits nearly everybody."),
});

/** What was typed into the fields, by key. Secrets go in and never come out. */
export const typedValues = z.record(z.string().max(60), z.string().max(20_000));

/** What a look at a source has shown. */
export const sightingValue = z.object({
  connectedTo: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), modifiedAt: z.string() })),
  schools: z.array(
    z.object({
      sourcedId: z.string(),
      name: z.string(),
      students: z.number().int().optional(),
      staff: z.number().int().optional(),
      teachers: z
        .number()
        .int()
        .optional()
        .describe("Where the source counts those who teach, and no other staff."),
      classes: z.number().int().optional(),
    }),
  ),
  uncounted: z
    .object({ schools: z.number().int(), because: z.enum(["many", "slow", "large", "untold"]) })
    .optional()
    .describe("How many schools are without any count, and why: nothing is guessed."),
  counts: z.record(z.string(), z.number()),
  notShared: z.array(z.string()),
  fields: z.record(z.string(), z.array(z.string())).optional(),
  guardians: z
    .object({ isThere: z.boolean(), people: z.number().optional(), links: z.number().optional() })
    .optional(),
  oversharing: z.array(z.string()).describe("Fields that arrive, are not needed and are thrown away unread."),
});
