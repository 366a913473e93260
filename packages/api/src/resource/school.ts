import { z } from "zod";
import { route } from "../route.ts";
import { idValue } from "../value.ts";
import {
  editedValue,
  originValue,
  recordStatusValue,
  timelineQuery,
  timelineValue,
} from "./directory-page.ts";

const schoolParams = z.strictObject({ school: idValue });

export const listedSchoolValue = z.object({
  schoolId: z.number().int(),
  name: z.string(),
  identifier: z.string(),
  status: recordStatusValue,
  origin: originValue,
  classrooms: z.number().int(),
  students: z.number().int(),
  staff: z.number().int(),
  links: z.array(
    z.object({
      sourceId: z.number().int(),
      source: z.string(),
      sourcedId: z.string(),
      isListed: z.boolean().describe("Whether the newest files of the source list it."),
    }),
  ),
});

export const listSchools = route({
  name: "school.list",
  method: "GET",
  path: "/schools",
  says: "The schools of the district by name, with what feeds them and how many active records they have.",
  right: "see",
  query: z.strictObject({
    after: z.coerce.number().int().min(1).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  answer: z.object({
    items: z.array(listedSchoolValue),
    next: z.number().int().nullable(),
    total: z.number().int(),
  }),
});

export const showSchool = route({
  name: "school.show",
  method: "GET",
  path: "/schools/:school",
  says: "One school.",
  right: "see",
  params: schoolParams,
  answer: listedSchoolValue.extend({
    state: z.string(),
    families: z.number().int().describe("Guardians of students there."),
  }),
});

export const schoolTimeline = route({
  name: "school.timeline",
  method: "GET",
  path: "/schools/:school/timeline",
  says: "What happened to a school and what feeds it, newest first.",
  right: "see",
  params: schoolParams,
  query: timelineQuery,
  answer: timelineValue,
});

export const createSchool = route({
  name: "school.create",
  method: "POST",
  path: "/schools",
  says: "Makes a school by hand. What feeds it is matched afterwards.",
  right: "set",
  body: z.strictObject({
    name: z.string().trim().min(1).max(200),
    identifier: z.string().max(100).optional(),
  }),
  answer: editedValue.extend({ schoolId: z.number().int() }),
});
