import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";
import { readPlanSearch } from "./plan-search.ts";

/** The addresses of changes. */
export const changesRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/changes",
    validateSearch: readPlanSearch,
    component: lazyRouteComponent(() => import("./ChangesPage.tsx"), "ChangesPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/changes/$plan",
    validateSearch: readPlanSearch,
    component: lazyRouteComponent(() => import("./PlanPage.tsx"), "PlanPage"),
  }),
] as const;
