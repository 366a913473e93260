import { QueryClient } from "@tanstack/react-query";
import { AskError } from "./ask.ts";

/** What was asked lately is shown at once and asked again behind it. What the server refused is not asked again by itself. */
export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) =>
        failures < 2 && error instanceof AskError && error.problem.retry !== "never",
    },
  },
});
