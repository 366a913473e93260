import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a finding. */
export const answerFinding: Answers<(typeof allRoutes)["finding"]> = {};
