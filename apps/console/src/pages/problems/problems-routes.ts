import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";
import type { ProblemsSearch } from "./problem-cause.ts";

/** The addresses of problems. */
export const problemsRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/problems",
    validateSearch: (search: Readonly<Record<string, unknown>>): ProblemsSearch => ({
      ...(typeof search.open === "string" ? { open: search.open } : {}),
      ...(typeof search.rows === "string" ? { rows: search.rows } : {}),
      ...(search.notes === true ? { notes: true } : {}),
      ...(search.muted === true ? { muted: true } : {}),
    }),
    component: lazyRouteComponent(() => import("./ProblemsPage.tsx"), "ProblemsPage"),
  }),
] as const;
