import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a upload. */
export const answerUpload: Answers<(typeof allRoutes)["upload"]> = {};
