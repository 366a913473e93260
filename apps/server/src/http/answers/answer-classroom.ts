import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a classroom. */
export const answerClassroom: Answers<(typeof allRoutes)["classroom"]> = {};
