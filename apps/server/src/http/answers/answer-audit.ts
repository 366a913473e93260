import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a audit. */
export const answerAudit: Answers<(typeof allRoutes)["audit"]> = {};
