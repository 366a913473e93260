import { z } from "zod";
import { route } from "../route.ts";
import { doneAnswer, idValue, instantValue } from "../value.ts";

/** What a client may read: lists and single objects, also what hangs on an object, demographics (always empty). */
export const clientScopeValue = z.enum([
  "roster.readonly",
  "roster-core.readonly",
  "roster-demographics.readonly",
]);

/** A system that reads the directory by OneRoster REST. */
export const clientValue = z.object({
  client: z.number().int(),
  clientId: z.string(),
  name: z.string(),
  scopes: z.array(clientScopeValue),
  madeBy: z.string(),
  madeAt: instantValue,
  rotatedAt: instantValue.nullable(),
  oldEndsAt: instantValue.nullable().describe("Until then the secret before the last rotation works too."),
  usedAt: instantValue.nullable().describe("First use on the last day it was used."),
  revokedAt: instantValue.nullable(),
});

/** What the other side types; the secret is shown this once. */
const secretAnswer = z.object({ client: z.number().int(), clientId: z.string(), secret: z.string() });

const clientParam = z.strictObject({ client: idValue });

export const listClients = route({
  name: "client.list",
  method: "GET",
  path: "/clients",
  says: "The systems that read the directory by OneRoster REST, and the addresses they read at.",
  right: "govern",
  answer: z.object({
    items: z.array(clientValue),
    addresses: z.object({ token: z.string(), "1.1": z.string(), "1.2": z.string() }),
  }),
});

export const makeClient = route({
  name: "client.make",
  method: "POST",
  path: "/clients",
  says: "Lets another system read the directory; its secret is answered this once.",
  right: "govern",
  needsProof: true,
  answersSecret: true,
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(clientScopeValue).max(3).default([]).describe("Left out: all."),
  }),
  answer: secretAnswer,
});

export const rotateClient = route({
  name: "client.rotate",
  method: "POST",
  path: "/clients/:client/secret",
  says: "A new secret for a system; the one before works for another 24 hours.",
  right: "govern",
  needsProof: true,
  answersSecret: true,
  params: clientParam,
  answer: secretAnswer,
});

export const revokeClient = route({
  name: "client.revoke",
  method: "DELETE",
  path: "/clients/:client",
  says: "Ends a system's access at once.",
  right: "govern",
  params: clientParam,
  answer: doneAnswer,
});
