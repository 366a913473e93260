import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { doneAnswer, idValue, instantValue } from "../value.ts";

/** Kinds of notices; which of them somebody is told. */
export const noticeKindValue = z.enum([
  ...["sign-in", "rejected", "held", "second", "dead-letter", "failed", "stale"],
  ...["reminder", "recovered"],
] as const);

/** Somebody, or a program, who is told of trouble. */
export const recipientValue = z.object({
  recipient: z.number().int(),
  kind: z.enum(["mail", "webhook"]),
  address: z.string().describe("A mail address; of a webhook its host alone."),
  kinds: z.array(z.string()).describe("Kinds of notices; none: all of them."),
  addedBy: z.string(),
  addedAt: instantValue,
  reachedAt: instantValue.nullable().describe("Null: the address is not proved."),
  failingSince: instantValue.nullable(),
  problem: messageValue.nullable(),
  waiting: z.number().int(),
  unconfirmed: z.number().int().describe("Sent, and nobody knows whether they arrived."),
});

export const listRecipients = route({
  name: "notice.list",
  method: "GET",
  path: "/notices/recipients",
  says: "Who is told of trouble, whether they can be reached, and what is open now.",
  right: "set",
  answer: z.object({
    items: z.array(recipientValue),
    hasMailServer: z.boolean(),
    kinds: z.array(z.object({ kind: z.string(), label: z.string() })),
    trouble: z.array(
      z.object({ subject: z.string(), says: z.string(), openedAt: instantValue, isTold: z.boolean() }),
    ),
  }),
});

export const addRecipient = route({
  name: "notice.add",
  method: "POST",
  path: "/notices/recipients",
  says: "Tells somebody by mail, or a program by webhook, from now on. A webhook's secret is answered this once.",
  right: "set",
  needsProof: true,
  answersSecret: true,
  body: z.strictObject({
    kind: z.enum(["mail", "webhook"]),
    address: z.string().trim().min(3).max(2000),
    kinds: z.array(noticeKindValue).max(9).default([]),
  }),
  answer: z.object({
    recipient: z.number().int(),
    address: z.string(),
    secret: z.string().nullable().describe("Signs what is sent; of a mail address null."),
  }),
});

const recipient = z.strictObject({ recipient: idValue });

export const removeRecipient = route({
  name: "notice.remove",
  method: "DELETE",
  path: "/notices/recipients/:recipient",
  says: "Tells them no longer. What waits for them is not sent.",
  right: "set",
  params: recipient,
  answer: doneAnswer,
});

export const tryRecipient = route({
  name: "notice.test",
  method: "POST",
  path: "/notices/recipients/:recipient/test",
  says: "Sends a trial, and says what came of it.",
  right: "set",
  params: recipient,
  answer: z.object({ isTaken: z.boolean(), problem: messageValue.nullable() }),
});
