import type { askedValue } from "@muster/api/resource/sync.ts";
import { type Operator, signatureOf } from "@muster/sync/access/operator.ts";
import type { Task } from "@muster/sync/queue/task.ts";
import { askNow } from "@muster/sync/schedule/ask-now.ts";
import type { z } from "zod";
import type { HttpWorld } from "../http-world.ts";

const words = {
  sync: {
    nothing: "The sync was asked for and begins within a few seconds.",
    waiting: "A sync of this source was waiting already; it comes first now.",
    running: "A sync of this source is under way already.",
  },
  plan: {
    nothing: "The plan was asked for and is begun within a few seconds.",
    waiting: "A plan of this source was waiting already; it comes first now.",
    running: "A plan of this source is being made already.",
  },
} as const;

/** Asks on behalf of an operator for a sync of a source, or for a plan; a worker of this process begins at once. */
export async function askForTask(
  world: HttpWorld,
  operator: Operator,
  sourceId: number,
  task: Task & { readonly does: "sync" | "plan" },
): Promise<z.output<typeof askedValue>> {
  const ids = { districtId: operator.districtId, sourceId };
  const asking = { ...ids, kind: "person", askedBy: signatureOf(operator), task } as const;
  const { errandId, joined } = await askNow(world.queue, asking, world.now());
  world.wake?.();
  return { errandId, joined, says: words[task.does][joined] };
}
