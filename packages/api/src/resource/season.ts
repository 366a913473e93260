import { z } from "zod";
import { route } from "../route.ts";
import { dayValue, idValue } from "../value.ts";

const modeValue = z.enum(["frozen", "additions-only"]);

/** Days in which a roster is handled otherwise. */
export const seasonValue = z.object({
  season: z.number().int(),
  mode: modeValue,
  startsOn: dayValue,
  endsOn: dayValue,
  note: z.string(),
  setBy: z.string(),
  standing: z.enum(["now", "ahead", "over"]),
});

export const listSeasons = route({
  name: "season.list",
  method: "GET",
  path: "/seasons",
  says: "The seasons of the district in the order of the calendar, and the one in force today.",
  right: "see",
  answer: z.object({
    items: z.array(seasonValue),
    today: dayValue.describe("The district's day, by its time zone."),
    zone: z.string(),
    inForce: z.number().int().nullable().describe("The season of today; of several the strictest."),
    isQuiet: z.boolean().describe("Nothing is synced today."),
  }),
});

export const addSeason = route({
  name: "season.add",
  method: "POST",
  path: "/seasons",
  says: "Adds a season; both days belong to it.",
  right: "set",
  needsProof: true,
  body: z.strictObject({
    mode: modeValue,
    startsOn: dayValue,
    endsOn: dayValue,
    note: z.string().trim().max(200).default(""),
  }),
  answer: z.object({ season: z.number().int() }),
});

export const removeSeason = route({
  name: "season.remove",
  method: "DELETE",
  path: "/seasons/:season",
  says: "Removes a season.",
  right: "set",
  needsProof: true,
  params: z.strictObject({ season: idValue }),
  answer: z.object({ isDone: z.literal(true) }),
});
