import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";

/** The addresses of start. */
export const startRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/start",
    component: lazyRouteComponent(() => import("./StartPage.tsx"), "StartPage"),
  }),
] as const;
