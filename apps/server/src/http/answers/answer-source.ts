import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a source. */
export const answerSource: Answers<(typeof allRoutes)["source"]> = {};
