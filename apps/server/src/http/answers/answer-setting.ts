import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a setting. */
export const answerSetting: Answers<(typeof allRoutes)["setting"]> = {};
