import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { inside } from "../../inside.tsx";

/** The addresses of settings. */
export const settingsRoutes = [
  createRoute({
    getParentRoute: () => inside,
    path: "/settings",
    component: lazyRouteComponent(() => import("./SettingsPage.tsx"), "SettingsPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/settings/me",
    component: lazyRouteComponent(() => import("./MePage.tsx"), "MePage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/settings/seasons",
    component: lazyRouteComponent(() => import("./SeasonsPage.tsx"), "SeasonsPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/settings/notices",
    component: lazyRouteComponent(() => import("./NoticesPage.tsx"), "NoticesPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/settings/operators",
    component: lazyRouteComponent(() => import("./OperatorsPage.tsx"), "OperatorsPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/settings/tokens",
    component: lazyRouteComponent(() => import("./TokensPage.tsx"), "TokensPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/settings/clients",
    component: lazyRouteComponent(() => import("./ClientsPage.tsx"), "ClientsPage"),
  }),
  createRoute({
    getParentRoute: () => inside,
    path: "/settings/audit",
    component: lazyRouteComponent(() => import("./AuditPage.tsx"), "AuditPage"),
  }),
] as const;
