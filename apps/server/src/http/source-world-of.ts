import { setTimeout as sleep } from "node:timers/promises";
import type { SourceWorld } from "@muster/sync/connection/source-world.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { sourceLimits } from "@muster/sync/source/source.ts";
import type { HttpWorld } from "./http-world.ts";

/** What runs need of the world, for a deed that was asked for over HTTP. */
export function runWorldOf({ db, home, keys, now }: HttpWorld): RunWorld {
  return { db, home, keys, now, onStep: () => undefined };
}

/** The same with what sources need. The work ends when the signal is aborted. */
export function sourceWorldOf(world: HttpWorld, signal: AbortSignal): RunWorld & SourceWorld {
  return {
    ...runWorldOf(world),
    ...{ kinds: sourceKinds, limits: sourceLimits, signal, allowsPrivateHosts: world.allowsPrivateHosts },
    wait: async (milliseconds) => {
      await sleep(milliseconds, undefined, { signal });
    },
  };
}
