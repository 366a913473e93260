import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";

/** The addresses of changes. */
export const changesRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/changes",
    component: lazyRouteComponent(() => import("./ChangesPage.tsx"), "ChangesPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/changes/$plan",
    component: lazyRouteComponent(() => import("./PlanPage.tsx"), "PlanPage"),
  }),
] as const;
