import type { listPlans } from "@muster/api/resource/plan.ts";
import type { Answered } from "@muster/api/route.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";

/** How many plans the page of changes asks for. */
export const firstPlans = { query: { limit: 10 } } as const;

/** The beginning of the hash of the plan that is shown first: one that waits, or the last one there was. */
export function planShownFirst({ waiting, items }: Answered<typeof listPlans>): string | undefined {
  const shown = waiting[0] ?? items[0];
  return shown === undefined ? undefined : shortHash(shown.hash);
}
