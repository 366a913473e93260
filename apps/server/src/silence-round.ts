import { settleArrivals } from "@muster/sync/connection/settle-arrivals.ts";
import { listDistricts } from "@muster/sync/directory/districts.ts";
import { noteSilence } from "@muster/sync/notice/note-silence.ts";
import type { Queue } from "@muster/sync/queue/queue.ts";
import { isQuiet } from "@muster/sync/schedule/what-forbids.ts";
import { type Round, startRound } from "./round.ts";

const hourMs = 60 * 60 * 1000;

/**
 * Once an hour looks at every district for sources that have been silent for too long (reliability A09, H08), and for
 * fetches that nobody is at any more.
 */
export function startSilenceRound(queue: Queue, now: () => Date, onTrouble: (code: string) => void): Round {
  return startRound(
    hourMs,
    async (signal) => {
      for (const { districtId } of await listDistricts(queue.db)) {
        if (signal.aborted) return;
        await queue.reserve.session(districtId, (session) =>
          session.write(async (tx) => {
            const at = now();
            await settleArrivals(tx, districtId, at.toISOString());
            await noteSilence(
              tx,
              { districtId, isQuiet: await isQuiet(tx, districtId, at) },
              at.toISOString(),
            );
          }),
        );
      }
    },
    onTrouble,
  );
}
