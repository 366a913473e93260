import type { allRoutes } from "@muster/api/all-routes.ts";
import type { Answers } from "./answer.ts";
import { answerArrival } from "./answers/answer-arrival.ts";
import { answerAudit } from "./answers/answer-audit.ts";
import { answerChange } from "./answers/answer-change.ts";
import { answerClassroom } from "./answers/answer-classroom.ts";
import { answerClient } from "./answers/answer-client.ts";
import { answerCode } from "./answers/answer-code.ts";
import { answerDrop } from "./answers/answer-drop.ts";
import { answerFinding } from "./answers/answer-finding.ts";
import { answerHome } from "./answers/answer-home.ts";
import { answerMatch } from "./answers/answer-match.ts";
import { answerNotice } from "./answers/answer-notice.ts";
import { answerOperator } from "./answers/answer-operator.ts";
import { answerPerson } from "./answers/answer-person.ts";
import { answerPlan } from "./answers/answer-plan.ts";
import { answerRun } from "./answers/answer-run.ts";
import { answerSchool } from "./answers/answer-school.ts";
import { answerSeason } from "./answers/answer-season.ts";
import { answerSession } from "./answers/answer-session.ts";
import { answerSetting } from "./answers/answer-setting.ts";
import { answerSource } from "./answers/answer-source.ts";
import { answerStart } from "./answers/answer-start.ts";
import { answerSync } from "./answers/answer-sync.ts";
import { answerToken } from "./answers/answer-token.ts";
import { answerUpload } from "./answers/answer-upload.ts";

/** Who answers what. A route that nobody answers does not compile. */
export const allAnswers: {
  readonly [Resource in keyof typeof allRoutes]: Answers<(typeof allRoutes)[Resource]>;
} = {
  session: answerSession,
  home: answerHome,
  run: answerRun,
  sync: answerSync,
  plan: answerPlan,
  change: answerChange,
  person: answerPerson,
  classroom: answerClassroom,
  school: answerSchool,
  finding: answerFinding,
  source: answerSource,
  arrival: answerArrival,
  drop: answerDrop,
  match: answerMatch,
  start: answerStart,
  upload: answerUpload,
  setting: answerSetting,
  season: answerSeason,
  notice: answerNotice,
  operator: answerOperator,
  token: answerToken,
  client: answerClient,
  audit: answerAudit,
  code: answerCode,
};
