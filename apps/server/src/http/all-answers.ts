import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "./answer.ts";
import { answerRun } from "./answers/answer-run.ts";
import { answerSession } from "./answers/answer-session.ts";

/** Who answers what. A route that nobody answers does not compile. */
export const allAnswers: {
  readonly [Resource in keyof typeof allRoutes]: Answers<(typeof allRoutes)[Resource]>;
} = {
  session: answerSession,
  run: answerRun,
};
