import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a code. */
export const answerCode: Answers<(typeof allRoutes)["code"]> = {};
