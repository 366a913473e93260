import { z } from "zod";
import { factsValue } from "../problem.ts";
import { route } from "../route.ts";
import { idValue, instantValue, pageOf, pageQuery } from "../value.ts";

/** One deed, one sign-in or one refusal. */
export const auditEntryValue = z.object({
  ordinal: z.number().int(),
  at: instantValue,
  who: z.string(),
  act: z.string(),
  says: z.string().describe("The act in words."),
  facts: factsValue,
  came: z
    .object({
      how: z.string().describe("`refused`, or `failed`: it broke, perhaps after a part of it was done."),
      code: z.string(),
      says: z.string().describe("Why, in words."),
    })
    .nullable()
    .describe("What came of a deed that was not done; null: nothing speaks against its having been done."),
});

export const listAudit = route({
  name: "audit.list",
  method: "GET",
  path: "/audit",
  says: "What was done, by whom, and who was refused; newest first.",
  right: "govern",
  query: z.strictObject({ ...pageQuery, after: idValue.optional() }),
  answer: pageOf(auditEntryValue),
});

export const exportAudit = route({
  name: "audit.export",
  method: "GET",
  path: "/audit.csv",
  says: "The whole log as a table, oldest first, with the hash of each entry.",
  right: "govern",
  form: "csv",
  answer: z.string(),
});

export const verifyAudit = route({
  name: "audit.verify",
  method: "GET",
  path: "/audit/proof",
  says: "Follows the chain of hashes from the first entry to the last: whether any was changed or taken out.",
  right: "govern",
  answer: z.object({
    entries: z.number().int(),
    brokenAt: z.number().int().nullable(),
    last: z.string().describe("The hash of the last entry; keep it elsewhere to prove the log later."),
  }),
});
