import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";

/** The addresses of help. */
export const helpRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/help",
    component: lazyRouteComponent(() => import("./HelpPage.tsx"), "HelpPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/help/codes/$code",
    component: lazyRouteComponent(() => import("./CodePage.tsx"), "CodePage"),
  }),
] as const;
