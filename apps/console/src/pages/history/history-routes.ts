import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";

/** The addresses of history. */
export const historyRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/history",
    component: lazyRouteComponent(() => import("./HistoryPage.tsx"), "HistoryPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/history/$run",
    component: lazyRouteComponent(() => import("./RunPage.tsx"), "RunPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/history/compare",
    component: lazyRouteComponent(() => import("./ComparePage.tsx"), "ComparePage"),
  }),
] as const;
