import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";
import type { PlanSearch } from "./plan-search.ts";

/** A change of what is listed; undefined takes a word out of the address. */
export type SearchChange = { readonly [Name in keyof PlanSearch]: PlanSearch[Name] | undefined };

/** What the address says of the plan, and how to change it: the page stays where it is. */
export function usePlanSearch(): readonly [PlanSearch, (change: SearchChange) => void] {
  const search: PlanSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const set = useCallback(
    (change: SearchChange): void => {
      const next = (before: PlanSearch): PlanSearch =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined && value !== ""),
        );
      void navigate({
        to: ".",
        search: (before: object) => next(before as PlanSearch),
        replace: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [search, set];
}
