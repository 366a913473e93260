import { z } from "zod";
import { route } from "../route.ts";
import { doneAnswer, idValue, instantValue } from "../value.ts";

const params = z.strictObject({ source: idValue });

export const showDrop = route({
  name: "drop.show",
  method: "GET",
  path: "/sources/:source/drop",
  says: "How a district uploads to this Muster: the server, its keys, and the account of the source.",
  right: "set",
  params,
  answer: z.object({
    host: z.string(),
    port: z.number().int().nullable().describe("null: this Muster takes no uploads just now."),
    fingerprint: z.string(),
    nextFingerprint: z.string().describe("The key that takes its place some day; both should be noted."),
    account: z
      .object({
        login: z.string(),
        isEnabled: z.boolean(),
        hasPassword: z.boolean(),
        keys: z.array(z.object({ fingerprint: z.string(), label: z.string(), addedAt: instantValue })),
        allowedAddresses: z.array(z.string()),
        quotaBytes: z.number(),
        isWriteOnly: z.boolean(),
        lastUsedAt: instantValue.nullable(),
        lastUsedFrom: z.string().nullable(),
      })
      .nullable(),
  }),
});

export const openDrop = route({
  name: "drop.open",
  method: "POST",
  path: "/sources/:source/drop",
  says: "Makes the account of a drop. A password is shown in this answer and never again.",
  right: "set",
  answersSecret: true,
  params,
  body: z.strictObject({ withPassword: z.boolean().default(true) }),
  answer: z.object({ login: z.string(), password: z.string().nullable() }),
});

export const renewDropPassword = route({
  name: "drop.password",
  method: "POST",
  path: "/sources/:source/drop/password",
  says: "Makes a new password, shown once; the one before is worth nothing from then on.",
  right: "set",
  needsProof: true,
  answersSecret: true,
  params,
  answer: z.object({ password: z.string() }),
});

export const addDropKey = route({
  name: "drop.key.add",
  method: "POST",
  path: "/sources/:source/drop/keys",
  says: "Lets a public key sign in.",
  right: "set",
  needsProof: true,
  params,
  body: z.strictObject({
    publicKey: z.string().min(1).max(20_000),
    label: z.string().trim().max(100).default(""),
  }),
  answer: z.object({ fingerprint: z.string() }),
});

export const removeDropKey = route({
  name: "drop.key.remove",
  method: "POST",
  path: "/sources/:source/drop/keys/removal",
  says: "Lets a key sign in no more.",
  right: "set",
  params,
  body: z.strictObject({ fingerprint: z.string().max(100) }),
  answer: doneAnswer,
});
