import { createRoute, createRouter } from "@tanstack/react-router";
import { inside, nowhere, root } from "./inside.tsx";
import { changesRoutes } from "./pages/changes/changes-routes.ts";
import { helpRoutes } from "./pages/help/help-routes.ts";
import { historyRoutes } from "./pages/history/history-routes.ts";
import { homeRoutes } from "./pages/home/home-routes.ts";
import { peopleRoutes } from "./pages/people/people-routes.ts";
import { problemsRoutes } from "./pages/problems/problems-routes.ts";
import { settingsRoutes } from "./pages/settings/settings-routes.ts";
import { LinkPage } from "./pages/sign-in/LinkPage.tsx";
import { SignInPage } from "./pages/sign-in/SignInPage.tsx";
import { sourcesRoutes } from "./pages/sources/sources-routes.ts";
import { startRoutes } from "./pages/start/start-routes.ts";
import { PageTrouble } from "./parts/PageTrouble.tsx";

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  component: SignInPage,
  validateSearch: ({ next }): { next?: string } => (typeof next === "string" ? { next } : {}),
});
const link = createRoute({ getParentRoute: () => root, path: "/link", component: LinkPage });

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    link,
    inside.addChildren([
      ...homeRoutes,
      ...startRoutes,
      ...changesRoutes,
      ...peopleRoutes,
      ...problemsRoutes,
      ...sourcesRoutes,
      ...historyRoutes,
      ...settingsRoutes,
      ...helpRoutes,
      nowhere,
    ]),
  ]),
  defaultPreload: "intent",
  defaultErrorComponent: PageTrouble,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
