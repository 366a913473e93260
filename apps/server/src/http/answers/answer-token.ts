import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "../answer.ts";

/** Answers about a token. */
export const answerToken: Answers<(typeof allRoutes)["token"]> = {};
