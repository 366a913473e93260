import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";
import { readCompareSearch, readHistorySearch } from "./history-search.ts";

/** The addresses of history. */
export const historyRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/history",
    validateSearch: readHistorySearch,
    component: lazyRouteComponent(() => import("./HistoryPage.tsx"), "HistoryPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/history/$run",
    component: lazyRouteComponent(() => import("./RunPage.tsx"), "RunPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/history/$run/undo",
    component: lazyRouteComponent(() => import("./UndoPage.tsx"), "UndoPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/history/compare",
    validateSearch: readCompareSearch,
    component: lazyRouteComponent(() => import("./ComparePage.tsx"), "ComparePage"),
  }),
] as const;
