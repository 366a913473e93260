import { z } from "zod";

/** A number of ours: of a run, a school, a person. In an address it comes as text. */
export const idValue = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** An instant, ISO 8601 with its zone. */
export const instantValue = z.iso.datetime({ offset: true });

/** A day without a time, such as 2026-09-01. */
export const dayValue = z.iso.date();

/** What somebody types about a deed, for whoever reads of it later. */
export const reasonValue = z.string().trim().min(3).max(500);

/** Yes or no in an address: `true` or `false`. */
export const flagValue = z.enum(["true", "false"]).transform((text) => text === "true");

/** Which page of a list: after the place the page before ended with, and how many at most. */
export const pageQuery = {
  /** From `next` of the page before; left out: the first page. */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

/** A page of a list: its items, where the next page begins (null on the last), and how many there are in all. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable(),
    total: z.number().int().describe("How many there are in all pages, exactly."),
  });
}

/** An answer that says no more than that it was done. */
export const doneAnswer = z.object({ isDone: z.literal(true) });
