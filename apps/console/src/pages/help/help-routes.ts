import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";
import type { HelpSearch } from "./help-search.ts";

/** The addresses of help. */
export const helpRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/help",
    validateSearch: (search: Readonly<Record<string, unknown>>): HelpSearch => ({
      ...(typeof search.q === "string" && search.q !== "" ? { q: search.q } : {}),
      ...(search.all === true ? { all: true } : {}),
    }),
    component: lazyRouteComponent(() => import("./HelpPage.tsx"), "HelpPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/help/codes/$code",
    component: lazyRouteComponent(() => import("./CodePage.tsx"), "CodePage"),
  }),
] as const;
