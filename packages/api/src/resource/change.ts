import { z } from "zod";
import { route } from "../route.ts";
import { idValue, instantValue, pageOf, pageQuery } from "../value.ts";
import { kindValue, planParams, typeValue } from "./plan.ts";

const count = z.number().int();

/** One change as a row of a list. */
export const planChangeValue = z.object({
  change: count.describe("Its number in the plan."),
  type: typeValue,
  noun: z.string(),
  kind: kindValue,
  action: z.enum(["create", "update", "archive", "restore"]),
  does: z.string().describe("What happens to it, in a word or two: `student leaves`."),
  subject: z.string(),
  other: z.string().nullable(),
  school: z.string().nullable(),
  schoolId: count.describe("Of the part of the plan it is in; 0 where it belongs to no school."),
  columns: z.array(z.string()).describe("What changes, in words."),
  says: z.string(),
  standing: z.enum(["applied", "held", "waits", "superseded", "declined", "shown", "stale"]),
  group: count,
});

const filterQuery = {
  type: typeValue.optional(),
  kind: kindValue.optional(),
  school: z.coerce.number().int().min(0).optional(),
  group: idValue.optional(),
  standing: z.enum(["held", "go", "applied"]).optional(),
  column: z.string().max(40).optional(),
  text: z.string().max(100).optional().describe("A part of a name or of an ID."),
  grade: z.string().max(40).optional(),
  class: idValue.optional().describe("The number of a class: itself, and who is in it."),
  teacher: idValue.optional().describe("The number of a person: the classes they teach."),
  since: planParams.shape.plan
    .optional()
    .describe("The hash of another plan: what that one has too is left out."),
};

export const listPlanChanges = route({
  name: "plan.changes",
  method: "GET",
  path: "/plans/:plan/changes",
  says: "The changes of a plan one by one, filtered; counts are exact.",
  right: "see",
  params: planParams,
  query: z.strictObject({
    ...pageQuery,
    ...filterQuery,
    from: z.coerce
      .number()
      .int()
      .min(0)
      .optional()
      .describe("Begins at this place of the list instead of after a change."),
  }),
  answer: pageOf(planChangeValue),
});

const choiceListValue = z.array(z.object({ id: count, name: z.string(), changes: count }));

export const listPlanChoices = route({
  name: "plan.choices",
  method: "GET",
  path: "/plans/:plan/choices",
  says: "The grades, classes and teachers that changes of a plan are about; of classes and teachers those with the most.",
  right: "see",
  params: planParams,
  answer: z.object({
    grades: z.array(z.object({ grade: z.string(), changes: count })),
    classes: choiceListValue,
    teachers: choiceListValue,
  }),
});

export const comparePlans = route({
  name: "plan.compare",
  method: "GET",
  path: "/plans/:plan/since/:other",
  says: "What of a plan is new beside another one, in exact counts; `since` lists those changes.",
  right: "see",
  params: z.strictObject({ ...planParams.shape, other: planParams.shape.plan }),
  answer: z.object({
    other: z.object({ hash: z.string(), run: count, sealedAt: instantValue }),
    says: z.string(),
    ...{ fresh: count, same: count, gone: count },
    freshParts: z.array(z.string()).describe("What is new, by type of record and kind."),
    goneParts: z.array(z.string()).describe("What the other plan alone has."),
  }),
});

export const samplePlanGroup = route({
  name: "plan.samples",
  method: "GET",
  path: "/plans/:plan/samples",
  says: "Five changes of a group: its worst cases, and others that differ; another turn, other others.",
  right: "see",
  params: planParams,
  query: z.strictObject({ group: idValue, turn: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
  // `first`: why it is looked at before others, in words.
  answer: z.object({ items: z.array(planChangeValue.extend({ first: z.string().nullable() })) }),
});

export const exportPlanChanges = route({
  name: "plan.export",
  method: "GET",
  path: "/plans/:plan/changes.csv",
  says: "The changes of a plan, filtered, as a table for a spreadsheet.",
  right: "see",
  form: "csv",
  params: planParams,
  query: z.strictObject(filterQuery),
  answer: z.string(),
});

export const showPlanChange = route({
  name: "plan.change",
  method: "GET",
  path: "/plans/:plan/changes/:change",
  says: "One change: every value before and after, and why it is planned.",
  right: "see",
  params: z.strictObject({ ...planParams.shape, change: idValue }),
  answer: planChangeValue.extend({
    diff: z.array(
      z.object({
        label: z.string(),
        was: z.string(),
        now: z.string(),
        isChanged: z.boolean(),
      }),
    ),
    why: z.array(z.string()),
    file: z.string().nullable(),
    line: count.nullable(),
    sourcedIds: z.array(z.string()),
    recordId: count,
    otherId: count,
  }),
});
