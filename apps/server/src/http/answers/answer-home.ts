import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a home. */
export const answerHome: Answers<(typeof allRoutes)["home"]> = {};
