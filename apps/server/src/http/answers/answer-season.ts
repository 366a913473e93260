import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a season. */
export const answerSeason: Answers<(typeof allRoutes)["season"]> = {};
