import type { allRoutes } from "@muster/api/all-routes.ts";
import { arrivalExamples } from "./arrival-examples.ts";
import { auditExamples } from "./audit-examples.ts";
import { changeExamples } from "./change-examples.ts";
import { classroomExamples } from "./classroom-examples.ts";
import { clientExamples } from "./client-examples.ts";
import { codeExamples } from "./code-examples.ts";
import { dropExamples } from "./drop-examples.ts";
import { findingExamples } from "./finding-examples.ts";
import { homeExamples } from "./home-examples.ts";
import { matchExamples } from "./match-examples.ts";
import { noticeExamples } from "./notice-examples.ts";
import { operatorExamples } from "./operator-examples.ts";
import { personExamples } from "./person-examples.ts";
import { planExamples } from "./plan-examples.ts";
import type { ExamplesOf } from "./route-example.ts";
import { runExamples } from "./run-examples.ts";
import { schoolExamples } from "./school-examples.ts";
import { seasonExamples } from "./season-examples.ts";
import { sessionExamples } from "./session-examples.ts";
import { settingExamples } from "./setting-examples.ts";
import { sourceExamples } from "./source-examples.ts";
import { startExamples } from "./start-examples.ts";
import { syncExamples } from "./sync-examples.ts";
import { tokenExamples } from "./token-examples.ts";
import { uploadExamples } from "./upload-examples.ts";

/** How every route is asked in the matrix of route × role × district. */
export const routeExamples: { readonly [Resource in keyof typeof allRoutes]: ExamplesOf<Resource> } = {
  session: sessionExamples,
  home: homeExamples,
  run: runExamples,
  sync: syncExamples,
  plan: planExamples,
  change: changeExamples,
  person: personExamples,
  classroom: classroomExamples,
  school: schoolExamples,
  finding: findingExamples,
  source: sourceExamples,
  arrival: arrivalExamples,
  drop: dropExamples,
  match: matchExamples,
  start: startExamples,
  upload: uploadExamples,
  setting: settingExamples,
  season: seasonExamples,
  notice: noticeExamples,
  operator: operatorExamples,
  token: tokenExamples,
  client: clientExamples,
  audit: auditExamples,
  code: codeExamples,
};
