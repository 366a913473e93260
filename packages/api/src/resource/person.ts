import { z } from "zod";
import { route } from "../route.ts";
import { dayValue, idValue } from "../value.ts";
import {
  directoryPage,
  directoryPageOf,
  editedValue,
  memberRoleValue,
  originValue,
  recordLinkValue,
  recordStatusValue,
  roleNameValue,
  timelineQuery,
  timelineValue,
} from "./directory-page.ts";

const personParams = z.strictObject({ person: idValue });

/** Names, contact and language as a person may write them. */
const writtenPerson = z.strictObject({
  ...{ givenName: z.string().max(200).optional(), middleName: z.string().max(200).optional() },
  ...{ familyName: z.string().max(200).optional(), email: z.string().max(320).optional() },
  ...{ mobile: z.string().max(50).optional(), homePhone: z.string().max(50).optional() },
  ...{ language: z.string().max(35).optional(), username: z.string().max(200).optional() },
  studentNumber: z.string().max(100).optional(),
});

const heldRole = z.object({
  role: roleNameValue,
  schoolId: z.number().int().describe("0 where the role hangs on no school."),
  school: z.string().nullable(),
  title: z.string(),
  grades: z.array(z.string()),
  status: recordStatusValue,
});

/** Somebody as a list shows them: nothing by which they could be reached. */
export const listedPersonValue = z.object({
  personId: z.number().int(),
  name: z.string(),
  studentNumber: z.string(),
  origin: originValue,
  roles: z.array(heldRole),
  sourcedIds: z.array(z.string()),
});

/** @NOTE Names never stand in an address, so a search is sent as a body. */
export const searchPeople = route({
  name: "person.search",
  method: "POST",
  path: "/people/search",
  says: "The people of the district by name, with a search and filters. School administrators see those of their schools.",
  right: "see",
  asksOnly: true,
  body: z.strictObject({
    text: z.string().max(200).optional(),
    role: roleNameValue.optional(),
    schoolId: z.number().int().optional(),
    classroomId: z.number().int().optional(),
    grade: z.string().max(20).optional(),
    status: recordStatusValue.optional(),
    origin: originValue.optional(),
    sourceId: z.number().int().optional(),
    ...directoryPage,
  }),
  answer: directoryPageOf(listedPersonValue).extend({
    unreadRows: z
      .number()
      .int()
      .describe("Rows of the newest files that were left out: who is missed may be in one."),
  }),
});

export const showPerson = route({
  name: "person.show",
  method: "GET",
  path: "/people/:person",
  says: "A person with roles, classes, family and links. Whoever may not edit sees contact details masked.",
  right: "see",
  params: personParams,
  query: z.strictObject({
    on: dayValue
      .optional()
      .describe("As they were at the end of that day, where the district is; without links."),
  }),
  answer: z.object({
    personId: z.number().int(),
    name: z.string(),
    on: dayValue.nullable().describe("The past day that is told of; null: as they are."),
    isKnown: z.boolean().describe("False where the directory did not have them on that day."),
    state: z.string().describe("Who they are here, in a sentence or two."),
    fields: z.array(z.object({ field: z.string(), label: z.string(), value: z.string() })),
    isMasked: z.boolean(),
    hasSignedIn: z.boolean(),
    origin: originValue,
    roles: z.array(heldRole.extend({ archivedBy: z.string().nullable(), origin: originValue })),
    memberships: z.array(
      z.object({
        classroomId: z.number().int(),
        classroom: z.string(),
        schoolId: z.number().int(),
        school: z.string(),
        role: memberRoleValue,
        status: z.enum(["active", "ended"]),
        isInForce: z.boolean(),
        origin: originValue,
        endsOn: z.string().nullable(),
      }),
    ),
    family: z.array(
      z.object({
        other: z.enum(["guardian", "student"]),
        personId: z.number().int(),
        name: z.string(),
        relationship: z.string(),
        contactType: z.string(),
        status: z.enum(["active", "ended"]),
        isRestricted: z.boolean(),
        origin: originValue,
      }),
    ),
    links: z.array(recordLinkValue),
  }),
});

export const personTimeline = route({
  name: "person.timeline",
  method: "GET",
  path: "/people/:person/timeline",
  says: "What happened to a person, their classes and their family, newest first.",
  right: "see",
  params: personParams,
  query: timelineQuery,
  answer: timelineValue,
});

const subjectValue = z.object({
  kind: z.enum(["person", "classroom", "school"]),
  id: z.number().int(),
  name: z.string(),
  detail: z.string(),
});

export const askWhy = route({
  name: "why.ask",
  method: "POST",
  path: "/why",
  says: "Why somebody or something is in the directory as it is, or is not: with file and row, or the step that dropped it.",
  right: "see",
  asksOnly: true,
  body: z.strictObject({
    who: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .describe("An ID, our number (m-12), a student number, a class code or a name."),
    classroom: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe("Why this person is, or is not, in that class."),
    field: z.string().max(40).optional().describe("Why this field of the person is what it is."),
  }),
  answer: z.object({
    kind: z.enum(["person", "classroom", "school", "several", "unknown"]),
    subject: subjectValue.nullable(),
    choices: z
      .array(subjectValue)
      .describe("Where several bear what was written: one has to be named by its number."),
    lines: z.array(
      z.object({
        depth: z.number().int(),
        text: z.string(),
        next: z
          .discriminatedUnion("do", [
            z.object({ do: z.literal("approve"), planHash: z.string() }),
            z.object({ do: z.literal("apply"), planHash: z.string() }),
            z.object({ do: z.literal("list-schools") }),
            z.object({ do: z.literal("ask"), who: z.string(), classroom: z.string().optional() }),
          ])
          .optional(),
      }),
    ),
  }),
});

export const createPerson = route({
  name: "person.create",
  method: "POST",
  path: "/people",
  says: "Makes a person by hand, in one role; no sync removes them.",
  right: "edit",
  body: z.strictObject({
    role: roleNameValue,
    schoolId: z.number().int().min(0).describe("0 for staff of the district, and for guardians."),
    title: z.enum(["teacher", "aide", "proctor", "administrator"]).optional(),
    grades: z.array(z.string().max(20)).max(5).optional(),
    fields: writtenPerson,
    studentId: z.number().int().optional().describe("For a guardian: whose."),
    relationship: z.string().max(100).optional(),
  }),
  answer: editedValue.extend({ personId: z.number().int().nullable() }),
});

export const editPerson = route({
  name: "person.edit",
  method: "PATCH",
  path: "/people/:person",
  says: "Changes name, contact or language of a person by hand, and says what the next sync would set again.",
  right: "edit",
  params: personParams,
  body: writtenPerson,
  answer: editedValue,
});

export const archivePerson = route({
  name: "person.archive",
  method: "POST",
  path: "/people/:person/archive",
  says: "Ends a role of a person whom no source lists in it. Nothing is lost: it can be restored and undone.",
  right: "edit",
  params: personParams,
  body: z.strictObject({ role: roleNameValue }),
  answer: editedValue,
});

export const restorePerson = route({
  name: "person.restore",
  method: "POST",
  path: "/people/:person/restore",
  says: "Brings an ended role of a person back with everything they had.",
  right: "edit",
  params: personParams,
  body: z.strictObject({ role: roleNameValue }),
  answer: editedValue,
});

export const addGuardian = route({
  name: "person.guardian.add",
  method: "POST",
  path: "/people/:person/guardians",
  says: "Makes somebody a guardian of this student by hand; no sync takes it back.",
  right: "edit",
  params: personParams,
  body: z.strictObject({
    guardianId: z.number().int(),
    relationship: z.string().trim().max(100),
    contactType: z.string().trim().max(100).default(""),
  }),
  answer: editedValue,
});

const familyParams = z.strictObject({ person: idValue, guardian: idValue });

export const endGuardian = route({
  name: "person.guardian.end",
  method: "POST",
  path: "/people/:person/guardians/:guardian/removal",
  says: "Ends a family link of this student that no source names.",
  right: "edit",
  params: familyParams,
  answer: editedValue,
});

export const restrictGuardian = route({
  name: "person.guardian.restrict",
  method: "PUT",
  path: "/people/:person/guardians/:guardian/restriction",
  says: "Restricts a family link, or lifts that. A restricted link ends, and no sync brings it back.",
  right: "edit",
  params: familyParams,
  body: z.strictObject({ isRestricted: z.boolean() }),
  answer: editedValue,
});
