import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a notice. */
export const answerNotice: Answers<(typeof allRoutes)["notice"]> = {};
