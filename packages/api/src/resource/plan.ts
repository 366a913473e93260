import { z } from "zod";
import { messageValue } from "../problem.ts";
import { route } from "../route.ts";
import { instantValue, pageOf, pageQuery, reasonValue } from "../value.ts";

/** A type of record. */
export const typeValue = z.enum([
  ...(["school", "link", "classroom", "staff", "student", "guardian", "membership", "guardianship"] as const),
]);
/** Whether something comes, changes or leaves. */
export const kindValue = z.enum(["addition", "update", "removal"]);
/** The plan of an address. */
export const planParams = z.strictObject({
  plan: z.string().max(64).describe("The plan's hash, or its first digits."),
});
const count = z.number().int();

/** A plan as a list shows it. */
export const listedPlanValue = z.object({
  hash: z.string(),
  kind: z.enum(["sync", "undo", "manual"]),
  state: z.enum(["sealed", "shown", "applied", "partly_applied", "superseded", "declined"]),
  isStale: z.boolean().describe("The roster has moved on since: it is refused, the next sync plans anew."),
  says: z.string().describe("What became of it, in a few words."),
  source: z.string().nullable(),
  run: count,
  undoesRun: count.nullable(),
  sealedAt: instantValue,
  ...{ changes: count, applied: count, held: count, go: count },
});

export const listPlans = route({
  name: "plan.list",
  method: "GET",
  path: "/plans",
  says: "The plans of the district, newest first, and apart from them those that wait for a person.",
  right: "see",
  query: z.strictObject(pageQuery),
  answer: pageOf(listedPlanValue).extend({ waiting: z.array(listedPlanValue) }),
});

const wordValue = z
  .object({ by: z.string(), at: instantValue, changes: count, says: z.string() })
  .describe("What somebody has approved and a second person has not yet.");

const cellValue = z.object({
  kind: kindValue,
  ...{ changes: count, held: count, applied: count },
  share: z.string().describe("Of the records there were before; empty where that means nothing."),
  isOverLimit: z.boolean(),
});

export const showPlan = route({
  name: "plan.show",
  method: "GET",
  path: "/plans/:plan",
  says: "One plan: what it is about, counts by type and by school, what is held and why.",
  right: "see",
  params: planParams,
  answer: listedPlanValue.extend({
    headline: z.string(),
    isOpen: z.boolean().describe("Something of it waits and may be decided."),
    mayDecide: z.boolean(),
    newer: z.string().nullable().describe("The hash of a newer plan of the same source that waits."),
    previous: z
      .object({ hash: z.string(), sealedAt: instantValue })
      .nullable()
      .describe(
        "The plan of the same source before this one, where something of it was left: to compare with.",
      ),
    snapshotTakenAt: instantValue.nullable(),
    declined: z.object({ by: z.string(), reason: z.string(), at: instantValue }).nullable(),
    words: z.array(wordValue),
    matrix: z.array(z.object({ type: typeValue, label: z.string(), base: count, cells: z.array(cellValue) })),
    schools: z
      .array(
        z.object({
          schoolId: count,
          name: z.string(),
          worst: z
            .number()
            .describe("The largest share of a type that leaves, in percent: worst schools first."),
          ...{ changes: count, held: count },
          cells: z.array(
            z.object({
              type: typeValue,
              base: count,
              ...{ additions: count, updates: count, removals: count, held: count },
              percent: z.number().describe("What share leaves, in percent."),
            }),
          ),
        }),
      )
      .describe("Changes by school, worst first; school 0 is what belongs to no school."),
    holds: z.array(
      z.object({
        message: messageValue,
        ...{ changes: count, slices: count },
        type: typeValue.nullable(),
        kind: kindValue.nullable(),
        schoolId: count.nullable(),
        more: z.array(
          z.object({
            what: z.string(),
            type: typeValue.nullable(),
            kind: kindValue.nullable(),
            schoolId: count.nullable(),
            changes: count,
          }),
        ),
        rest: count.describe("More of this kind than are listed."),
      }),
    ),
    runs: z.array(
      z.object({
        run: count,
        outcome: z.string().nullable(),
        operator: z.string(),
        at: instantValue,
        approvedBy: z.string().nullable(),
        approvedFor: z.string().nullable(),
        changes: count,
        isProven: z.boolean(),
      }),
    ),
  }),
});

const groupValue = z.object({
  group: count,
  title: z.string(),
  says: z.string(),
  tone: z.enum(["plain", "leaving", "formatting", "odd"]),
  ...{ changes: count, schools: count, held: count },
  types: z.array(typeValue),
  kinds: z.array(kindValue),
  schoolIds: z.array(count).describe("The schools it is in; none: in more than are worth naming."),
});

export const listPlanGroups = route({
  name: "plan.groups",
  method: "GET",
  path: "/plans/:plan/groups",
  says: "Changes that are alike, as one line each, by their cause; made once, at the first look.",
  right: "see",
  params: planParams,
  answer: z.object({
    headline: z.string().describe("What the plan is about, by cause."),
    groups: z.array(groupValue),
    total: count.describe("How many groups there are; the largest are listed."),
    columns: z.array(z.object({ column: z.string(), label: z.string(), changes: count })),
  }),
});

/** Which part of what waits is meant: these parts alone, or all but these. What a part leaves out may be anything. */
const choiceValue = z.strictObject({
  mode: z.enum(["only", "except"]),
  parts: z
    .array(
      z.strictObject({
        type: typeValue.optional(),
        kind: kindValue.optional(),
        schoolId: z.number().int().min(0).optional(),
      }),
    )
    .max(2000),
});

export const previewPlan = route({
  name: "plan.preview",
  method: "POST",
  path: "/plans/:plan/preview",
  says: "What an approval of a part would apply, and what would stay because it needs what was left out. Changes nothing.",
  right: "decide",
  asksOnly: true,
  params: planParams,
  body: z.strictObject({ choice: choiceValue.optional() }),
  answer: z.object({
    ...{ changes: count, held: count },
    effects: z.array(z.string()).describe("The three biggest."),
    removals: z.object({ changes: count, share: z.string(), mustType: z.boolean() }),
    second: z.string().nullable().describe("Why the approval will be the first of two; null: it is enough."),
    leftOut: z.object({ changes: count, parts: z.array(z.string()) }),
    needsLeftOut: z.object({ changes: count, parts: z.array(z.string()) }),
  }),
});

export const approvePlan = route({
  name: "plan.approve",
  method: "POST",
  path: "/plans/:plan/approve",
  says: "Applies what waits of a plan, or a part of it, for a reason that is kept. Where the district asks for a second person, the first approval is kept and applies nothing.",
  right: "decide",
  needsProof: true,
  params: planParams,
  body: z.strictObject({
    reason: reasonValue,
    choice: choiceValue.optional(),
    confirm: count.min(0).optional().describe("How many leave or end, typed where `mustType` asks for it."),
  }),
  answer: z.object({
    ...{ outcome: z.string(), run: count, applied: count, waiting: count },
    says: z.string().nullable().describe("What the approval waits for; null: it was carried out."),
  }),
});

export const declinePlan = route({
  name: "plan.decline",
  method: "POST",
  path: "/plans/:plan/decline",
  says: "Says no to what waits of a plan: nobody is asked about it again, and the next sync plans anew.",
  right: "decide",
  params: planParams,
  body: z.strictObject({ reason: reasonValue }),
  answer: z.object({ declined: count }),
});
