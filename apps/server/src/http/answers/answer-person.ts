import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a person. */
export const answerPerson: Answers<(typeof allRoutes)["person"]> = {};
