import type { Values } from "@muster/api/address-of.ts";
import type { listPlanChanges, showPlanChange } from "@muster/api/resource/change.ts";
import type { listPlanGroups, listPlans, previewPlan, showPlan } from "@muster/api/resource/plan.ts";
import type { Answered } from "@muster/api/route.ts";

export type Plan = Answered<typeof showPlan>;
export type ListedPlan = Answered<typeof listPlans>["items"][number];
export type Hold = Plan["holds"][number];
export type MatrixCell = Plan["matrix"][number]["cells"][number];
export type Group = Answered<typeof listPlanGroups>["groups"][number];
export type Row = Answered<typeof listPlanChanges>["items"][number];
export type ShownChange = Answered<typeof showPlanChange>;
/** A part of a plan that is meant by a word; left out: all that waits. */
export type Choice = NonNullable<NonNullable<Values<typeof previewPlan>["body"]>["choice"]>;
export type Part = Choice["parts"][number];

/** The three ways of a change, as columns are called. */
export const kindLabels = { addition: "Come", update: "Change", removal: "Leave or end" } as const;
