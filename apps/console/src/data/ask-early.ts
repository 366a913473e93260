import type { Values } from "@muster/api/address-of.ts";
import type { Answered, Route } from "@muster/api/route.ts";
import { ask } from "./ask.ts";
import { queryClient } from "./query-client.ts";
import { keyOf } from "./use-ask.ts";

/**
 * Asks before the page is there that shows the answer; what was asked before is not asked again. Where it fails, the page
 * asks once more and says why.
 *
 * @returns undefined where there is no answer
 */
export function askEarly<R extends Route>(route: R, values: Values<R>): Promise<Answered<R> | undefined> {
  return queryClient
    .fetchQuery({
      queryKey: keyOf(route, values),
      queryFn: ({ signal }) => ask(route, values, signal),
      ...{ staleTime: Number.POSITIVE_INFINITY, retry: false },
    })
    .catch(() => undefined);
}
