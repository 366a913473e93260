import { z } from "zod";
import { route } from "../route.ts";
import { idValue } from "../value.ts";

const countsShape = { students: z.number().int(), staff: z.number().int(), classes: z.number().int() };

/** Why two are held to be the same: only a person links. */
export const evidenceValue = z.enum(["identifier", "id", "name", "zeros", "code", "teacher"]);

const suggestionValue = z.object({
  record: z.number().int(),
  name: z.string(),
  evidence: evidenceValue,
  says: z.string(),
});

/** One that a source lists, and which of ours it feeds. */
const theirsShape = {
  source: z.number().int(),
  sourceName: z.string(),
  sourcedId: z.string(),
  name: z.string(),
  ...countsShape,
  linkedTo: z.object({ record: z.number().int(), name: z.string() }).nullable(),
  suggestions: z.array(suggestionValue),
};

export const showSchoolMatches = route({
  name: "match.schools",
  method: "GET",
  path: "/matches/schools",
  says: "Our schools beside those that the sources list, with counts of both and what speaks for which.",
  right: "see",
  answer: z.object({
    ours: z.array(
      z.object({
        school: z.number().int(),
        name: z.string(),
        identifier: z.string(),
        isActive: z.boolean(),
        isManual: z.boolean(),
        ...countsShape,
        links: z.array(z.object({ source: z.number(), sourcedId: z.string(), isListed: z.boolean() })),
      }),
    ),
    theirs: z.array(z.object({ ...theirsShape, identifier: z.string(), otherIds: z.array(z.string()) })),
  }),
});

const pairValue = z.strictObject({
  sourcedId: z.string().min(1).max(255).describe("Another ID that the source tells is understood."),
  record: idValue.describe("Our school, or our classroom."),
});
const pairsValue = z.array(pairValue).min(1).max(500);

const linkedAnswer = z.object({
  run: z.number().int(),
  links: z.array(
    z.object({
      record: z.number().int(),
      name: z.string(),
      sourcedId: z.string(),
      understoodAs: z
        .string()
        .nullable()
        .describe("What the written ID is, where it is not the source's key."),
      isListed: z.boolean(),
      lookalike: z.string().nullable().describe("A listed ID that differs in leading zeros alone."),
    }),
  ),
});

export const linkSchools = route({
  name: "match.schools.link",
  method: "POST",
  path: "/matches/schools",
  says: "From the next sync on these schools take what the source says of those IDs. All of them, or none.",
  right: "set",
  body: z.strictObject({ source: idValue, links: pairsValue }),
  answer: linkedAnswer,
});

const sourcedIdValue = z.string().min(1).max(255);

export const unlinkSchool = route({
  name: "match.schools.unlink",
  method: "POST",
  path: "/matches/schools/removal",
  says: "From the next sync on what the source says of that ID stays out.",
  right: "set",
  body: z.strictObject({ source: idValue, sourcedId: sourcedIdValue }),
  answer: linkedAnswer,
});

export const adoptSchools = route({
  name: "match.schools.adopt",
  method: "POST",
  path: "/matches/schools/adoption",
  says: "Makes a school of ours for each of these schools of a source, named as it is there, and links them.",
  right: "set",
  body: z.strictObject({ source: idValue, sourcedIds: z.array(sourcedIdValue).min(1).max(200) }),
  answer: z.object({ run: z.number().int(), made: z.number().int() }),
});

export const showClassMatches = route({
  name: "match.classes",
  method: "GET",
  path: "/matches/classes/:school",
  says: "The classrooms of a school that a class may take over, and the classes that the sources list there.",
  right: "see",
  params: z.strictObject({ school: idValue }),
  answer: z.object({
    school: z.object({ school: z.number().int(), name: z.string() }),
    ours: z.array(
      z.object({
        classroom: z.number().int(),
        title: z.string(),
        classCode: z.string(),
        students: z.number().int(),
        links: z.array(z.object({ source: z.number().int(), sourcedId: z.string() })),
      }),
    ),
    theirs: z.array(
      z.object({
        ...theirsShape,
        classCode: z.string(),
        isLeftOut: z.boolean().describe("Somebody took its link away: no sync takes it in by itself."),
      }),
    ),
    total: z
      .number()
      .int()
      .describe("Classes of the source in this school; 500 are listed, those first that feed nothing yet."),
  }),
});

export const linkClassrooms = route({
  name: "match.classes.link",
  method: "POST",
  path: "/matches/classes",
  says: "Hands classrooms over to a source: from the next sync on they follow those classes and keep their history.",
  right: "set",
  body: z.strictObject({ source: idValue, links: pairsValue }),
  answer: linkedAnswer,
});

const classroomParams = z.strictObject({ classroom: idValue });
const peopleValue = z
  .enum(["stay", "leave"])
  .describe("What becomes of those whom that class alone brought into the classroom.");

export const showUnlinking = route({
  name: "match.classes.unlinking",
  method: "GET",
  path: "/matches/classrooms/:classroom/removal",
  says: "What taking the link of a classroom away would leave, before anybody does it.",
  right: "see",
  params: classroomParams,
  query: z.strictObject({ source: idValue, sourcedId: sourcedIdValue }),
  answer: z.object({
    says: z.array(z.string()),
    choices: z.array(z.object({ people: peopleValue, label: z.string(), says: z.string() })),
  }),
});

export const unlinkClassroom = route({
  name: "match.classes.unlink",
  method: "POST",
  path: "/matches/classrooms/:classroom/removal",
  says: "Takes the link of a classroom away: no sync changes it any more, and none takes in that class by itself.",
  right: "set",
  params: classroomParams,
  body: z.strictObject({ source: idValue, sourcedId: sourcedIdValue, people: peopleValue }),
  answer: linkedAnswer.extend({
    left: z.number().int().describe("How many places in the classroom ended with it."),
    says: z.string(),
  }),
});

export const adoptClasses = route({
  name: "match.classes.adopt",
  method: "POST",
  path: "/matches/classes/adoption",
  says: "Takes classes in again whose links were taken away: the next sync makes a classroom of each.",
  right: "set",
  body: z.strictObject({ source: idValue, sourcedIds: z.array(sourcedIdValue).min(1).max(500) }),
  answer: z.object({ run: z.number().int(), made: z.number().int() }),
});
