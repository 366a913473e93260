import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a plan. */
export const answerPlan: Answers<(typeof allRoutes)["plan"]> = {};
