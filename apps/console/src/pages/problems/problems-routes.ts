import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";

/** The addresses of problems. */
export const problemsRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/problems",
    component: lazyRouteComponent(() => import("./ProblemsPage.tsx"), "ProblemsPage"),
  }),
] as const;
