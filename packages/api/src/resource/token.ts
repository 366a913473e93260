import { z } from "zod";
import { route } from "../route.ts";
import { doneAnswer, idValue, instantValue } from "../value.ts";
import { rightValue } from "./session.ts";

/** A token of a script. */
export const tokenValue = z.object({
  token: z.number().int(),
  name: z.string(),
  operator: z.string(),
  rights: z.array(rightValue),
  madeAt: instantValue,
  endsAt: instantValue,
  usedAt: instantValue.nullable(),
  revokedAt: instantValue.nullable(),
  standing: z.enum(["works", "ended", "revoked"]),
});

export const listTokens = route({
  name: "token.list",
  method: "GET",
  path: "/tokens",
  says: "One's own tokens; who governs sees everybody's.",
  right: "signed-in",
  answer: z.object({
    items: z.array(tokenValue),
    mostDays: z.number().int().describe("The longest that a token works."),
  }),
});

export const makeToken = route({
  name: "token.make",
  method: "POST",
  path: "/tokens",
  says: "Makes a token for a script. It does what one may do oneself at most, and is answered this once.",
  right: "signed-in",
  needsProof: true,
  answersSecret: true,
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    rights: z.array(rightValue).min(1).max(5),
    days: z.number().int().min(1).max(90).default(90),
  }),
  answer: z.object({ token: z.number().int(), secret: z.string(), endsAt: instantValue }),
});

export const revokeToken = route({
  name: "token.revoke",
  method: "DELETE",
  path: "/tokens/:token",
  says: "Ends a token at once: one's own, or anybody's where one governs.",
  right: "signed-in",
  params: z.strictObject({ token: idValue }),
  answer: doneAnswer,
});
