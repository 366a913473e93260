import { listUploaded, removeUploaded } from "../connection/uploaded-files.ts";
import type { Queue } from "../queue/queue.ts";
import { readWantedUploads } from "../queue/wanted-uploads.ts";

/** Whoever keeps files asks for their errand in the same breath; who has not by then has died, ms. */
const unaskedMs = 3_600_000;

/**
 * Removes the files of uploads that are settled for good: done, cancelled, or dead for two weeks; and those whose errand
 * was never asked for because the process died in between.
 *
 * @param districtId one district alone
 * @throws Fault `storage.*`, `database.*`
 */
export async function sweepUploads(
  { queue, home, now }: { readonly queue: Queue; readonly home: string; readonly now: () => Date },
  districtId?: number,
): Promise<void> {
  const kept = await listUploaded(home);
  const byDistrict = Map.groupBy(kept, (one) => one.districtId);
  for (const [id, uploads] of byDistrict) {
    if (districtId !== undefined && id !== districtId) continue;
    const ids = uploads.map(({ uploadId }) => uploadId);
    const wanted = await queue.db.session(id, (session) =>
      session.write((tx) => readWantedUploads(tx, queue, id, ids, now())),
    );
    for (const one of uploads)
      if (!(wanted.get(one.uploadId) ?? Date.now() - one.keptAt < unaskedMs)) await removeUploaded(home, one);
  }
}
