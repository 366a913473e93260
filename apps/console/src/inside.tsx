import { showSession } from "@muster/api/resource/session.ts";
import { createRootRoute, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { AskError, ask } from "./data/ask.ts";
import { queryClient } from "./data/query-client.ts";
import { keyOf } from "./data/use-ask.ts";
import { Frame } from "./parts/Frame.tsx";
import { DoorTrouble, NoPage } from "./parts/PageTrouble.tsx";
import { tellTimesIn } from "./parts/words.ts";

export const root = createRootRoute({ component: Outlet });

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** Asks for what a page shows first, and for its script, while the door is still being opened. */
    readonly askEarly?: (params: Readonly<Record<string, string | undefined>>) => void;
  }
}

/** Everything behind the door: whoever is not signed in is shown the door first. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: "inside",
  component: Frame,
  errorComponent: DoorTrouble,
  beforeLoad: async ({ location, matches, preload }) => {
    // Asked at once: a page need not wait until it is known who looks at it.
    if (!preload) for (const { staticData, params } of matches) staticData.askEarly?.(params);
    try {
      const { district } = await queryClient.fetchQuery({
        queryKey: keyOf(showSession, {}),
        queryFn: () => ask(showSession),
        staleTime: 60_000,
      });
      tellTimesIn(district.zone);
    } catch (error) {
      if (error instanceof AskError && error.problem.status === 401)
        throw redirect({ to: "/sign-in", search: location.href === "/" ? {} : { next: location.href } });
      throw error;
    }
  },
});

/** Every address that is no page's, inside the frame: there is always a way on. */
export const nowhere = createRoute({ getParentRoute: () => inside, path: "$", component: NoPage });
