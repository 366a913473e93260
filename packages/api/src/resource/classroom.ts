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
  timelineQuery,
  timelineValue,
} from "./directory-page.ts";

const classroomParams = z.strictObject({ classroom: idValue });

export const listedClassroomValue = z.object({
  classroomId: z.number().int(),
  title: z.string(),
  classCode: z.string(),
  grades: z.array(z.string()),
  schoolId: z.number().int(),
  school: z.string(),
  status: recordStatusValue,
  origin: originValue,
  students: z.number().int(),
  teachers: z.array(z.string()),
});

const writtenClassroom = {
  title: z.string().max(200).optional(),
  classCode: z.string().max(100).optional(),
  grades: z.array(z.string().max(20)).max(20).optional(),
  location: z.string().max(200).optional(),
  startsOn: dayValue.nullable().optional(),
  endsOn: dayValue.nullable().optional(),
};

export const searchClassrooms = route({
  name: "classroom.search",
  method: "POST",
  path: "/classes/search",
  says: "The classes of the district by title, with a search and filters.",
  right: "see",
  asksOnly: true,
  body: z.strictObject({
    text: z.string().max(200).optional(),
    schoolId: z.number().int().optional(),
    grade: z.string().max(20).optional(),
    status: recordStatusValue.optional(),
    origin: originValue.optional(),
    sourceId: z.number().int().optional(),
    ...directoryPage,
  }),
  answer: directoryPageOf(listedClassroomValue),
});

export const showClassroom = route({
  name: "classroom.show",
  method: "GET",
  path: "/classes/:classroom",
  says: "A class with who is in it and where it comes from.",
  right: "see",
  params: classroomParams,
  answer: z.object({
    classroomId: z.number().int(),
    title: z.string(),
    state: z.string(),
    classCode: z.string(),
    grades: z.array(z.string()),
    location: z.string(),
    startsOn: z.string().nullable(),
    endsOn: z.string().nullable(),
    schoolId: z.number().int(),
    school: z.string(),
    status: recordStatusValue,
    archivedBy: z.string().nullable(),
    origin: originValue,
    members: z.array(
      z.object({
        personId: z.number().int(),
        name: z.string(),
        role: memberRoleValue,
        grades: z.array(z.string()),
        origin: originValue,
        endsOn: z.string().nullable(),
      }),
    ),
    memberTotal: z.number().int().describe("How many are in it; the list ends at 300."),
    links: z.array(recordLinkValue),
  }),
});

export const classroomTimeline = route({
  name: "classroom.timeline",
  method: "GET",
  path: "/classes/:classroom/timeline",
  says: "What happened to a class and who came and went, newest first.",
  right: "see",
  params: classroomParams,
  query: timelineQuery,
  answer: timelineValue,
});

export const createClassroom = route({
  name: "classroom.create",
  method: "POST",
  path: "/classes",
  says: "Makes a class by hand; no sync closes it.",
  right: "edit",
  body: z.strictObject({ schoolId: z.number().int(), ...writtenClassroom, title: z.string().max(200) }),
  answer: editedValue.extend({ classroomId: z.number().int().nullable() }),
});

export const editClassroom = route({
  name: "classroom.edit",
  method: "PATCH",
  path: "/classes/:classroom",
  says: "Renames a class or changes its room, grades or dates, and says where its source will set them again.",
  right: "edit",
  params: classroomParams,
  body: z.strictObject(writtenClassroom),
  answer: editedValue,
});

export const archiveClassroom = route({
  name: "classroom.archive",
  method: "POST",
  path: "/classes/:classroom/archive",
  says: "Closes a class; everybody keeps their place in it and comes back with it.",
  right: "edit",
  params: classroomParams,
  answer: editedValue,
});

export const restoreClassroom = route({
  name: "classroom.restore",
  method: "POST",
  path: "/classes/:classroom/restore",
  says: "Opens a closed class again as it was.",
  right: "edit",
  params: classroomParams,
  answer: editedValue,
});

export const addMember = route({
  name: "classroom.member.add",
  method: "POST",
  path: "/classes/:classroom/members",
  says: "Puts a person into a class by hand; no sync takes them out again.",
  right: "edit",
  params: classroomParams,
  body: z.strictObject({ personId: z.number().int(), role: memberRoleValue }),
  answer: editedValue,
});

export const endMember = route({
  name: "classroom.member.end",
  method: "POST",
  path: "/classes/:classroom/members/removal",
  says: "Takes a person out of a class whom no source lists there.",
  right: "edit",
  params: classroomParams,
  body: z.strictObject({ personId: z.number().int(), role: memberRoleValue }),
  answer: editedValue,
});
