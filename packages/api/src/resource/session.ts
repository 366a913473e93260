import { z } from "zod";
import { route } from "../route.ts";
import { doneAnswer, idValue, instantValue } from "../value.ts";

export const roleValue = z.enum(["owner", "data-manager", "school-admin", "viewer"]);
export const rightValue = z.enum(["see", "decide", "edit", "set", "govern"]);

/** Who is signed in, where, and what they may do there. */
export const sessionValue = z.object({
  operatorId: z.number().int(),
  name: z.string(),
  email: z.string(),
  role: roleValue,
  rights: z.array(rightValue),
  schoolIds: z.array(z.number().int()).nullable().describe("The schools they are limited to; null: all."),
  district: z.object({
    districtId: z.number().int(),
    name: z.string(),
    zone: z.string().describe("The time zone in which every time of the district is told."),
  }),
  districts: z.array(z.object({ districtId: z.number().int(), name: z.string() })),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  provedAt: instantValue.nullable(),
  isToken: z.boolean().describe("A program asks, not a browser."),
  endsAt: instantValue
    .nullable()
    .describe("When the browser is signed out whatever happens; null for a token."),
  idleMinutes: z.number().int().describe("After so long without a request the browser is signed out."),
});

/** A browser that is signed in. */
export const browserValue = z.object({
  browser: z.number().int().describe("Counts from the newest."),
  isThis: z.boolean(),
  beganAt: instantValue,
  seenAt: instantValue,
  address: z.string(),
  agent: z.string(),
});

const password = z.string().min(1).max(1000);

export const showSession = route({
  name: "session.show",
  method: "GET",
  path: "/session",
  says: "Who is signed in, and what they may do.",
  right: "signed-in",
  answer: sessionValue,
});

export const openSession = route({
  name: "session.open",
  method: "POST",
  path: "/session",
  says: "Signs in with address and password, and the code of an authenticator app where one is set up.",
  right: "open",
  body: z.strictObject({ email: z.string().min(1).max(320), password, code: z.string().max(20).optional() }),
  answer: doneAnswer,
});

export const useLink = route({
  name: "session.link",
  method: "POST",
  path: "/session/link",
  says: "Signs in with a link that works once.",
  right: "open",
  body: z.strictObject({ link: z.string().max(200), code: z.string().max(20).optional() }),
  answer: z.object({ purpose: z.enum(["first-run", "invitation", "reset"]), hasPassword: z.boolean() }),
});

export const closeSession = route({
  name: "session.close",
  method: "DELETE",
  path: "/session",
  says: "Signs out.",
  right: "signed-in",
  answer: doneAnswer,
});

export const proveSession = route({
  name: "session.prove",
  method: "POST",
  path: "/session/proof",
  says: "Proves again who is at the keyboard, before something that cannot be taken back easily.",
  right: "signed-in",
  body: z.strictObject({ password, code: z.string().max(20).optional() }),
  answer: doneAnswer,
});

export const turnSession = route({
  name: "session.turn",
  method: "PUT",
  path: "/session/district",
  says: "Turns to another of one's districts.",
  right: "signed-in",
  body: z.strictObject({ districtId: idValue }),
  answer: doneAnswer,
});

export const setPassword = route({
  name: "session.password",
  method: "PUT",
  path: "/session/password",
  says: "Sets one's own password, and signs out every other browser.",
  right: "signed-in",
  body: z.strictObject({ current: password.optional(), password }),
  answer: doneAnswer,
});

export const offerSecondFactor = route({
  name: "session.second-factor.offer",
  method: "POST",
  path: "/session/second-factor",
  says: "A new secret for an authenticator app; nothing changes before its first code was typed.",
  right: "signed-in",
  needsProof: true,
  answersSecret: true,
  answer: z.object({ secret: z.string(), address: z.string() }),
});

export const setSecondFactor = route({
  name: "session.second-factor.set",
  method: "PUT",
  path: "/session/second-factor",
  says: "Sets up the authenticator app with the secret offered and a code that proves it.",
  right: "signed-in",
  needsProof: true,
  body: z.strictObject({ secret: z.string().max(100), code: z.string().max(20) }),
  answer: doneAnswer,
});

export const dropSecondFactor = route({
  name: "session.second-factor.drop",
  method: "DELETE",
  path: "/session/second-factor",
  says: "Signs in without an authenticator app from now on.",
  right: "signed-in",
  needsProof: true,
  answer: doneAnswer,
});

export const listBrowsers = route({
  name: "session.browsers",
  method: "GET",
  path: "/session/browsers",
  says: "The browsers one is signed in with, newest first.",
  right: "signed-in",
  answer: z.object({ items: z.array(browserValue) }),
});

export const closeOtherBrowsers = route({
  name: "session.browsers.close",
  method: "DELETE",
  path: "/session/browsers",
  says: "Signs out every browser of one's own but this one.",
  right: "signed-in",
  answer: doneAnswer,
});
