import { setTimeout as sleep } from "node:timers/promises";
import type { SourceWorld } from "@muster/sync/connection/source-world.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { type SourceProgress, sourceLimits } from "@muster/sync/source/source.ts";
import type { Cli } from "../cli.ts";
import { withWorld } from "../world.ts";

/** A command's world with everything that sources need of it. Ctrl-C ends a fetch at once. */
export async function withSourceWorld<T>(
  cli: Cli,
  work: (world: RunWorld & SourceWorld) => Promise<T>,
): Promise<T> {
  const { signal } = cli.interrupt;
  return withWorld(cli, (world) =>
    work({
      ...world,
      ...{ kinds: sourceKinds, limits: sourceLimits, signal },
      allowsPrivateHosts: cli.config.allowsPrivateHosts,
      wait: async (milliseconds) => {
        await sleep(milliseconds, undefined, { signal });
      },
    }),
  );
}

/** Tells how far a fetch is, as the stage "collect". */
export function fetchProgress(cli: Cli): (progress: SourceProgress) => void {
  return (progress) => cli.progress.step({ stage: "collect", ...progress });
}
