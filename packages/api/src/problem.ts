import { z } from "zod";

/** Plain values that explain a problem; nobody's personal data. */
export const factsValue = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** A message in its six parts, as people read it everywhere: report, mail, console, error. */
export const messageValue = z.object({
  what: z.string().describe("What happened, 90 characters at most."),
  did: z.string().describe("What Muster did about it; says so where nothing was changed."),
  where: z.string().describe("File, row, column; empty where that means nothing."),
  cause: z.string(),
  fix: z.string(),
  code: z.string().describe("Stable; programs decide by it and never by the words."),
  owner: z.enum(["sender", "sis-vendor", "district", "operator", "us"]).describe("Who can mend it."),
  vendorText: z.string().optional().describe("Ready to be sent to whoever makes or sends the files."),
});

/** What is answered instead, with a status of 400 or more. */
export const problemValue = z.object({
  status: z.number().int(),
  ...messageValue.shape,
  facts: factsValue,
  help: z.string().describe("Where the code is explained."),
  retry: z.enum(["never", "later", "now"]).describe("Whether the same request may succeed."),
});

export type Message = z.output<typeof messageValue>;
export type Problem = z.output<typeof problemValue>;
