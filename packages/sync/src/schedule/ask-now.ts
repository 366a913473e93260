import { type Asked, type Asking, askForSync } from "../queue/ask-for-sync.ts";
import type { Queue } from "../queue/queue.ts";
import { whatForbids } from "./what-forbids.ts";

/**
 * Asks for a sync on behalf of a person, or because files have arrived: at once, unless something stands against it.
 *
 * @throws Fault `schedule.district.paused`, `schedule.season.frozen`, `schedule.source.paused`, `source.id.unknown`
 */
export async function askNow(queue: Queue, asking: Omit<Asking, "at">, now: Date): Promise<Asked> {
  return queue.db.session(asking.districtId, (session) =>
    session.write(async (tx) => {
      const fault = await whatForbids(tx, asking, now);
      if (fault !== undefined) throw fault;
      return askForSync(tx, queue, { ...asking, at: now.toISOString() });
    }),
  );
}
