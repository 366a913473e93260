import * as run from "./resource/run.ts";
import * as session from "./resource/session.ts";
import type { Route } from "./route.ts";

/** Every route there is, by its resource. What is not listed here is not answered. */
export const allRoutes = {
  session: routesOf(session),
  run: routesOf(run),
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
