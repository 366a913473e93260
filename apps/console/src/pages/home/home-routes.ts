import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";

/** The addresses of home. */
export const homeRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/",
    component: lazyRouteComponent(() => import("./HomePage.tsx"), "HomePage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/health/$item",
    component: lazyRouteComponent(() => import("./HealthPage.tsx"), "HealthPage"),
  }),
] as const;
