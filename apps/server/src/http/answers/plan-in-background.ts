import { Fault } from "@muster/sync/fault.ts";
import { syncSource } from "@muster/sync/run/sync-source.ts";
import type { HttpWorld } from "../http-world.ts";
import { sourceWorldOf } from "../source-world-of.ts";

/** Which source is to be fetched, and who asks. */
export interface PlanOrder {
  readonly districtId: number;
  readonly sourceId: number;
  readonly operator: string;
}

/** What is fetched by this process now, by district and source: twenty clicks are one fetch. */
const underWay = new Set<string>();

/**
 * Fetches from a source and seals a plan, whoever has asked staying or not; the page follows it live. Answers once the
 * first sign of life came, or it has ended. A failure is in the run's own report.
 */
export async function planInBackground(world: HttpWorld, order: PlanOrder): Promise<void> {
  const name = `${order.districtId}/${order.sourceId}`;
  if (underWay.has(name)) return;
  underWay.add(name);
  let begun: () => void = () => undefined;
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const work = { ...sourceWorldOf(world, new AbortController().signal), onBegun: () => begun() };
  const done = syncSource(work, { ...order, applies: false, onProgress: () => begun() })
    .then(() => undefined)
    .catch((error: unknown) => {
      const code = error instanceof Fault ? error.code : "run.assertion.failed";
      world.log({ is: "plan-failed", districtId: order.districtId, sourceId: order.sourceId, code });
    })
    .finally(() => underWay.delete(name));
  await Promise.race([beginning, done]);
}
