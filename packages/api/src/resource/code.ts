import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";

export const codeValue = z.object({
  code: z.string(),
  kind: z.enum(["finding", "gate", "fault"]),
  severity: z.enum(["blocking", "error", "warning", "info"]).nullable(),
  says: z.string().describe("What it does to a sync."),
  message: messageValue.describe("The words of a typical case."),
});

export const listCodes = route({
  name: "code.list",
  method: "GET",
  path: "/codes",
  says: "Every code that Muster can tell, with the words of a typical case.",
  right: "signed-in",
  answer: z.object({ items: z.array(codeValue) }),
});

export const showCode = route({
  name: "code.show",
  method: "GET",
  path: "/codes/:code",
  says: "What one code means, and what to do.",
  right: "signed-in",
  params: z.strictObject({ code: z.string().max(100) }),
  answer: codeValue,
});

export const listTemplates = route({
  name: "template.list",
  method: "GET",
  path: "/templates",
  says: "The files that Muster reads, with their columns.",
  right: "signed-in",
  answer: z.object({
    items: z.array(
      z.object({
        name: z.string().describe("The file's name."),
        says: z.string(),
        isNeeded: z.boolean().describe("Without it nothing can be read."),
        columns: z.array(z.string()),
        needed: z.array(z.string()).describe("Columns without which the file cannot be used."),
      }),
    ),
  }),
});

export const showTemplate = route({
  name: "template.show",
  method: "GET",
  path: "/templates/:name",
  says: "A file with the column names of one table and no rows, to be filled.",
  right: "signed-in",
  form: "csv",
  params: z.strictObject({ name: z.string().max(100) }),
  answer: z.string(),
});
