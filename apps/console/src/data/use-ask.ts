import type { Values } from "@muster/api/address-of.ts";
import type { Answered, Route } from "@muster/api/route.ts";
import {
  keepPreviousData,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { type AskError, ask } from "./ask.ts";
import { proved } from "./prove.ts";

/** How a question is kept: by the route's name first, so that a deed can make all answers of a resource old. */
export function keyOf<R extends Route>(route: R, values: Values<R>): readonly unknown[] {
  return [...route.name.split("."), values];
}

/** More about a question. */
export interface UseAskOptions {
  readonly isOff?: boolean;
  /** Asks again so often, in ms, while the page is looked at. */
  readonly everyMs?: number;
  /** Shows what was there until the new answer is, as a table does that is filtered. */
  readonly keepsOld?: boolean;
}

/** What the server answers to a question, kept up to date. */
export function useAsk<R extends Route>(
  route: R,
  values: Values<R> = {},
  options: UseAskOptions = {},
): UseQueryResult<Answered<R>, AskError> {
  return useQuery<Answered<R>, AskError>({
    queryKey: keyOf(route, values),
    queryFn: ({ signal }) => ask(route, values, signal),
    enabled: options.isOff !== true,
    ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
    ...(options.keepsOld === true ? { placeholderData: keepPreviousData } : {}),
  });
}

/**
 * A deed; when it is done everything that may look different now is asked anew. Where the server wants a proof of who is
 * at the keyboard first, they are asked for it and the deed goes on.
 */
export function useDeed<R extends Route>(route: R): UseMutationResult<Answered<R>, AskError, Values<R>> {
  const client = useQueryClient();
  return useMutation<Answered<R>, AskError, Values<R>>({
    mutationFn: (values) => proved(() => ask(route, values)),
    onSuccess: () => client.invalidateQueries(),
  });
}
