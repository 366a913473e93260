import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a school. */
export const answerSchool: Answers<(typeof allRoutes)["school"]> = {};
