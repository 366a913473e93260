import * as arrival from "./resource/arrival.ts";
import * as audit from "./resource/audit.ts";
import * as change from "./resource/change.ts";
import * as classroom from "./resource/classroom.ts";
import * as client from "./resource/client.ts";
import * as code from "./resource/code.ts";
import * as drop from "./resource/drop.ts";
import * as finding from "./resource/finding.ts";
import * as home from "./resource/home.ts";
import * as match from "./resource/match.ts";
import * as notice from "./resource/notice.ts";
import * as operator from "./resource/operator.ts";
import * as person from "./resource/person.ts";
import * as plan from "./resource/plan.ts";
import * as run from "./resource/run.ts";
import * as school from "./resource/school.ts";
import * as season from "./resource/season.ts";
import * as session from "./resource/session.ts";
import * as setting from "./resource/setting.ts";
import * as source from "./resource/source.ts";
import * as start from "./resource/start.ts";
import * as sync from "./resource/sync.ts";
import * as token from "./resource/token.ts";
import * as upload from "./resource/upload.ts";
import type { Route } from "./route.ts";

/** Every route there is, by its resource. What is not listed here is not answered. */
export const allRoutes = {
  session: routesOf(session),
  home: routesOf(home),
  run: routesOf(run),
  sync: routesOf(sync),
  plan: routesOf(plan),
  change: routesOf(change),
  person: routesOf(person),
  classroom: routesOf(classroom),
  school: routesOf(school),
  finding: routesOf(finding),
  source: routesOf(source),
  arrival: routesOf(arrival),
  drop: routesOf(drop),
  match: routesOf(match),
  start: routesOf(start),
  upload: routesOf(upload),
  setting: routesOf(setting),
  season: routesOf(season),
  notice: routesOf(notice),
  operator: routesOf(operator),
  token: routesOf(token),
  client: routesOf(client),
  audit: routesOf(audit),
  code: routesOf(code),
};

type RoutesIn<Module> = {
  readonly [Name in keyof Module as Module[Name] extends Route ? Name : never]: Module[Name];
};

/** The routes a file says, without the values it says beside them. */
function routesOf<Module extends object>(module: Module): RoutesIn<Module> {
  const isRoute = ([, value]: [string, unknown]): boolean =>
    typeof value === "object" && value !== null && "path" in value && "answer" in value;
  return Object.fromEntries(Object.entries(module).filter(isRoute)) as RoutesIn<Module>;
}
