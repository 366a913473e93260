import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";

/** The addresses of sources. */
export const sourcesRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/sources",
    component: lazyRouteComponent(() => import("./SourcesPage.tsx"), "SourcesPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/sources/new",
    component: lazyRouteComponent(() => import("./AddSourcePage.tsx"), "AddSourcePage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/sources/$source",
    component: lazyRouteComponent(() => import("./SourcePage.tsx"), "SourcePage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/sources/schools",
    component: lazyRouteComponent(() => import("./MatchSchoolsPage.tsx"), "MatchSchoolsPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/sources/classes/$school",
    component: lazyRouteComponent(() => import("./MatchClassesPage.tsx"), "MatchClassesPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/sources/files",
    component: lazyRouteComponent(() => import("./UploadPage.tsx"), "UploadPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/sources/asked/$errand",
    component: lazyRouteComponent(() => import("./AskedPage.tsx"), "AskedPage"),
  }),
] as const;
