import { listPlanChanges } from "@muster/api/resource/change.ts";
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { ask } from "../../data/ask.ts";
import { keyOf } from "../../data/use-ask.ts";
import { filterOf, type PlanSearch } from "./plan-search.ts";
import type { Row } from "./plan-values.ts";

/** So many changes are asked for at once. */
export const rowsPerPage = 50;

/** The changes at the places from `first` to `last`, as far as they have come, and how many there are in all. */
export function useRows(hash: string, search: PlanSearch, first: number, last: number) {
  const pages = Array.from(
    { length: Math.floor(last / rowsPerPage) - Math.floor(first / rowsPerPage) + 1 },
    (_, at) => Math.floor(first / rowsPerPage) + at,
  );
  const answers = useQueries({
    queries: pages.map((page) => {
      const values = {
        params: { plan: hash },
        query: { ...filterOf(search), from: page * rowsPerPage, limit: rowsPerPage },
      };
      return {
        queryKey: keyOf(listPlanChanges, values),
        queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(listPlanChanges, values, signal),
        placeholderData: pages.length === 1 ? undefined : keepPreviousData,
      };
    }),
  });
  const rows = new Map<number, Row>();
  for (const [at, { data, isPlaceholderData }] of answers.entries()) {
    if (data === undefined || isPlaceholderData) continue;
    for (const [place, row] of data.items.entries()) rows.set((pages[at] ?? 0) * rowsPerPage + place, row);
  }
  const known = answers.find(({ data }) => data !== undefined)?.data;
  const error = answers.find((answer) => answer.error !== null)?.error ?? null;
  return { rows, total: known?.total, error };
}
