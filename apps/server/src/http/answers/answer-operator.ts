import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a operator. */
export const answerOperator: Answers<(typeof allRoutes)["operator"]> = {};
