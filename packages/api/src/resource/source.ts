import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { doneAnswer, idValue, instantValue, reasonValue } from "../value.ts";
import { fieldValue, sightingValue, typedValues } from "./source-value.ts";
import { askedValue } from "./sync.ts";

const params = z.strictObject({ source: idValue });

/** HH:MM as the clocks of the district show it. */
const clockValue = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const nameValue = z.string().trim().min(1).max(100);

/** A source as a list shows it: what came of its last fetch, and what it does now, are two facts and never mixed. */
export const listedSourceValue = z.object({
  source: z.number().int(),
  kind: z.string(),
  kindLabel: z.string(),
  name: z.string(),
  state: z.enum(["draft", "enabled", "paused"]),
  startsAt: z.string().nullable().describe("HH:MM in the district's time zone; null: when asked alone."),
  joins: z.number().int().nullable().describe("The source whose fetches it joins, for guardians alone."),
  lookedAt: instantValue.nullable(),
  lastGood: z
    .object({ at: instantValue, run: z.number().int() })
    .nullable()
    .describe("The newest data of it that was accepted."),
  last: z
    .object({
      at: instantValue,
      result: z.enum(["good", "bad", "cancelled"]),
      outcome: z.string().nullable(),
      run: z.number().int().nullable(),
      message: messageValue.nullable().describe("Why it brought nothing."),
    })
    .nullable()
    .describe("What came of the last attempt."),
  now: z.object({
    is: z.enum(["idle", "waiting", "fetching", "working"]),
    what: z.string(),
    since: instantValue.nullable(),
    aliveAt: instantValue.nullable(),
  }),
  nextAt: instantValue.nullable(),
});

export const listSourceKinds = route({
  name: "source.kinds",
  method: "GET",
  path: "/source-kinds",
  says: "The kinds of sources there are, and what each must know.",
  right: "see",
  answer: z.object({
    items: z.array(
      z.object({
        kind: z.string(),
        label: z.string(),
        isOfMachine: z
          .boolean()
          .describe("It reads what lies on the server's own disk: set up on its command line alone."),
        fields: z.array(fieldValue),
      }),
    ),
  }),
});

export const listSources = route({
  name: "source.list",
  method: "GET",
  path: "/sources",
  says: "The sources of the district with their health.",
  right: "see",
  answer: z.object({ items: z.array(listedSourceValue) }),
});

export const showSource = route({
  name: "source.show",
  method: "GET",
  path: "/sources/:source",
  says: "One source: what it knows, without its secrets, and what was seen there.",
  right: "see",
  params,
  answer: listedSourceValue.extend({
    fields: z.array(fieldValue),
    known: z.record(z.string(), z.string()),
    secrets: z.array(z.string()).describe("Which secrets are kept, by the name of their field."),
    hasNextSecrets: z.boolean().describe("A new key pair waits until its public half is in place."),
    sighting: sightingValue.nullable(),
    enablings: z.array(
      z.object({ at: instantValue, by: z.string(), state: z.string(), anywayFor: z.string().nullable() }),
    ),
  }),
});

export const addSource = route({
  name: "source.add",
  method: "POST",
  path: "/sources",
  says: "Saves a source as a draft; nothing is fetched before it was looked at and enabled.",
  right: "set",
  body: z.strictObject({
    kind: z.string().max(40),
    name: nameValue,
    values: typedValues,
    startsAt: clockValue.nullable().default(null),
    follows: z
      .union([idValue, z.literal("separate")])
      .optional()
      .describe("The source whose IDs are the same; `separate` says that they are others."),
    joins: idValue.optional(),
  }),
  answer: z.object({ source: z.number().int() }),
});

export const changeSource = route({
  name: "source.change",
  method: "PATCH",
  path: "/sources/:source",
  says: "Changes a source. Values left out stay; other values make it a draft that must be looked at again.",
  right: "set",
  params,
  body: z.strictObject({
    name: nameValue.optional(),
    startsAt: clockValue.nullable().optional(),
    values: typedValues.optional(),
  }),
  answer: doneAnswer,
});

export const trySource = route({
  name: "source.try",
  method: "POST",
  path: "/sources/look",
  says: "Connects with what was typed and tells what can be seen there; saves nothing.",
  right: "set",
  body: z.strictObject({
    kind: z.string().max(40),
    values: typedValues,
    source: idValue.optional().describe("Of a source there is: its secrets stand in where none are typed."),
  }),
  answer: sightingValue,
});

export const lookSource = route({
  name: "source.look",
  method: "POST",
  path: "/sources/:source/look",
  says: "Connects to a saved source and tells what can be seen there. From then on it may be enabled.",
  right: "set",
  params,
  answer: sightingValue,
});

/** One item of the check, counted and judged. */
const checkedItemValue = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(["fine", "look", "must", "unknown"]),
  count: z.number().int(),
  of: z.number().int(),
  says: z.string(),
  todo: z.string(),
  examples: z.array(
    z.object({
      sourcedId: z.string().nullable(),
      file: z.string().nullable(),
      line: z.number().int().nullable(),
      record: z.number().int().nullable(),
    }),
  ),
});

export const selfCheckValue = z.object({
  state: z.enum(["fine", "look", "must"]),
  checkedAt: instantValue,
  run: z.number().int().nullable().describe("The run whose roster was counted; null: none was read yet."),
  items: z.array(checkedItemValue),
});

export const checkSource = route({
  name: "source.check",
  method: "GET",
  path: "/sources/:source/check",
  says: "Counts what should be right before a source runs by itself.",
  right: "see",
  params,
  answer: selfCheckValue,
});

export const planSource = route({
  name: "source.plan",
  method: "POST",
  path: "/sources/:source/plan",
  says: "Asks for a plan: it is fetched from and a plan is sealed; nothing in the directory changes. Asked twice it is done once.",
  right: "decide",
  params,
  answer: askedValue,
});

export const enableSource = route({
  name: "source.enable",
  method: "POST",
  path: "/sources/:source/enable",
  says: "Checks a source and lets it run; where something must be solved first, only with a reason.",
  right: "set",
  params,
  body: z.strictObject({ anyway: reasonValue.optional() }),
  answer: z.object({ isEnabled: z.boolean(), check: selfCheckValue }),
});

export const pauseSource = route({
  name: "source.pause",
  method: "POST",
  path: "/sources/:source/pause",
  says: "Stops a source; what it brought stays.",
  right: "set",
  params,
  answer: doneAnswer,
});

export const resumeSource = route({
  name: "source.resume",
  method: "POST",
  path: "/sources/:source/resume",
  says: "Lets a paused source run again.",
  right: "set",
  params,
  answer: doneAnswer,
});

const keyShape = { publicKey: z.string(), fingerprint: z.string() };

export const makeSourceKey = route({
  name: "source.key",
  method: "POST",
  path: "/sources/:source/key",
  says: "Makes the first key pair of an SFTP source; the private half is sealed at once and never shown. Where the source runs with a password, the pair waits for source.rotate.",
  right: "set",
  params,
  answer: z.object({
    ...keyShape,
    isWaiting: z.boolean().describe("The password stays in use until the pair has opened the site."),
  }),
});

export const rotateSource = route({
  name: "source.rotate",
  method: "POST",
  path: "/sources/:source/rotate",
  says: "Tests new secrets and lets them replace the old ones, or makes a key pair that waits to be put in place.",
  right: "set",
  needsProof: true,
  params,
  body: z.strictObject({ values: typedValues.default({}), isAnew: z.boolean().default(false) }),
  answer: z.discriminatedUnion("state", [
    z.object({ state: z.literal("replaced"), sighting: sightingValue }),
    z.object({ state: z.literal("waiting"), ...keyShape }),
  ]),
});
