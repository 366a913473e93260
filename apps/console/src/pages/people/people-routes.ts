import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";
import { readPeopleSearch, readPersonSearch } from "./people-search.ts";

/** The addresses of people. */
export const peopleRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/people",
    validateSearch: readPeopleSearch,
    component: lazyRouteComponent(() => import("./PeoplePage.tsx"), "PeoplePage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/people/$person",
    validateSearch: readPersonSearch,
    component: lazyRouteComponent(() => import("./PersonPage.tsx"), "PersonPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/people/class/$classroom",
    component: lazyRouteComponent(() => import("./ClassroomPage.tsx"), "ClassroomPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/people/school/$school",
    component: lazyRouteComponent(() => import("./SchoolPage.tsx"), "SchoolPage"),
  }),
] as const;
