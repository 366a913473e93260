import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { doneAnswer, idValue, instantValue } from "../value.ts";
import { roleValue } from "./session.ts";

/** Somebody who may sign in to the district. */
export const operatorValue = z.object({
  operator: z.number().int(),
  name: z.string(),
  email: z.string(),
  role: roleValue,
  schoolIds: z.array(z.number().int()),
  state: z.enum(["invited", "active", "removed"]),
  changedBy: z.string(),
  changedAt: instantValue,
  hasSecondFactor: z.boolean(),
  seenAt: instantValue
    .nullable()
    .describe("When a browser of theirs was last heard of; null: none is signed in."),
});

export const listOperators = route({
  name: "operator.list",
  method: "GET",
  path: "/operators",
  says: "Everybody who may sign in to the district, and the schools that administrators can be given.",
  right: "govern",
  answer: z.object({
    items: z.array(operatorValue),
    schools: z.array(z.object({ school: z.number().int(), name: z.string() })),
  }),
});

/** A link that signs in once. */
const linkAnswer = z.object({
  operator: z.number().int(),
  link: z.string().describe("Signs them in once; shown this once."),
  isMailed: z.boolean(),
  problem: messageValue.nullable().describe("Why it could not be mailed."),
});

const email = z.email().max(254);
const schoolIds = z.array(idValue).max(2000).default([]);

export const inviteOperator = route({
  name: "operator.invite",
  method: "POST",
  path: "/operators",
  says: "Lets somebody sign in: answers a link for them, and mails it where Muster can mail.",
  right: "govern",
  needsProof: true,
  answersSecret: true,
  body: z.strictObject({
    name: z.string().trim().min(1).max(200),
    email,
    role: roleValue,
    schoolIds,
  }),
  answer: linkAnswer,
});

const operator = z.strictObject({ operator: idValue });

export const changeOperator = route({
  name: "operator.change",
  method: "PATCH",
  path: "/operators/:operator",
  says: "Changes somebody's role and schools; it counts from their next request.",
  right: "govern",
  needsProof: true,
  params: operator,
  body: z.strictObject({ role: roleValue, schoolIds }),
  answer: doneAnswer,
});

export const removeOperator = route({
  name: "operator.remove",
  method: "DELETE",
  path: "/operators/:operator",
  says: "Lets somebody in no longer; browsers and tokens of theirs are refused from their next request.",
  right: "govern",
  needsProof: true,
  params: operator,
  answer: doneAnswer,
});

export const linkOperator = route({
  name: "operator.link",
  method: "POST",
  path: "/operators/:operator/link",
  says: "A new link for somebody who lost theirs, or a password; on wish their second factor is forgotten.",
  right: "govern",
  needsProof: true,
  answersSecret: true,
  params: operator,
  body: z.strictObject({ forgetsSecondFactor: z.boolean().default(false) }),
  answer: linkAnswer,
});
