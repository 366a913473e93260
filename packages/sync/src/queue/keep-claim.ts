import { syncQueue } from "../database/queue-schema.ts";
import { Fault } from "../fault.ts";
import type { Claim } from "./claim.ts";
import type { Queue } from "./queue.ts";

/** How often progress is written down and a wish to cancel is looked for, in ms. */
const tellEveryMs = 2_000;

/** What keeps an errand ours, and tells when it is not any more. */
export interface KeptClaim {
  /** Aborted with the fault that says why: cancelled by a person, lost to another worker. */
  readonly signal: AbortSignal;
  /** Ends the work from outside, as when the worker stops. */
  readonly abort: (reason: Fault) => void;
  /** What people see of it; written within two seconds. */
  readonly tell: (progress: object) => void;
  /** No more signs of life; resolves when the last is written. */
  readonly end: () => Promise<void>;
}

/**
 * Gives signs of life for an errand, writes down how far it is, and looks whether somebody wants it cancelled.
 *
 * Where no sign of life gets through for as long as makes others take the errand over, the work is ended here too: two
 * workers at one district is what must not be, and the other one cannot be asked.
 */
export function keepClaim(queue: Queue, claim: Claim, now: () => Date): KeptClaim {
  const controller = new AbortController();
  let progress: object = {};
  let timer: NodeJS.Timeout | undefined;
  let isEnding = false;
  let looking: Promise<void> = Promise.resolve();
  const look = lookAfter(queue, claim, (reason) => controller.abort(reason));
  const next = (): void => {
    if (isEnding) return;
    timer = setTimeout(() => {
      looking = look(progress, now()).finally(next);
    }, tellEveryMs);
  };
  next();
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    tell: (told) => {
      progress = told;
    },
    end: async () => {
      isEnding = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

function lookAfter(queue: Queue, claim: Claim, abort: (reason: Fault) => void) {
  const heartbeatMs = queue.pace.heartbeatSeconds * 1000;
  let beatAt = performance.now();
  return async (progress: object, at: Date): Promise<void> => {
    const since = performance.now() - beatAt;
    try {
      const wish = await tellProgress(queue, claim, progress, at);
      if (wish === "lost") abort(claimLost(claim));
      else if (wish === "cancelled") abort(cancelled(claim));
      if (since < heartbeatMs / 3) return;
      if (!(await beat(queue, claim))) abort(claimLost(claim));
      beatAt = performance.now();
    } catch {
      // The database is met again at the next look; what is lost by then is decided by the time that has passed.
      if (since >= heartbeatMs) abort(claimLost(claim));
    }
  };
}

async function tellProgress(
  queue: Queue,
  { districtId, errandId, worker }: Claim,
  progress: object,
  at: Date,
): Promise<"lost" | "cancelled" | undefined> {
  const [row] = await queue.reserve.session(districtId, (session) =>
    session.write((tx) =>
      tx.query<{ cancel_asked_by: string | null }>(
        `update errand set progress = $4, alive_at = $5
          where district_id = $1 and errand_id = $2 and worker = $3 and state = 'running' returning cancel_asked_by`,
        [districtId, errandId, worker, JSON.stringify(progress), at.toISOString()],
      ),
    ),
  );
  if (row === undefined) return "lost";
  return row.cancel_asked_by === null ? undefined : "cancelled";
}

async function beat(queue: Queue, { errandId, retryCount }: Claim): Promise<boolean> {
  const answer: { readonly affected?: number } = await queue.library.touch(syncQueue, {
    ...{ id: errandId, retryCount },
  });
  return answer.affected === 1;
}

function claimLost({ districtId, sourceId }: Claim): Fault {
  return new Fault("queue.claim.lost", "never", "another worker has taken over this sync", {
    ...{ district: districtId, source: sourceId },
  });
}

function cancelled({ districtId, sourceId }: Claim): Fault {
  return new Fault("queue.errand.cancelled", "never", "a person has cancelled this sync", {
    ...{ district: districtId, source: sourceId },
  });
}
