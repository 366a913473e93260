import type { allRoutes } from "@muster/api/all-routes.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import { openArrivalFolder } from "@muster/sync/connection/arrival-folder.ts";
import { uploadSource } from "@muster/sync/directory/districts.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import { schoolLinks } from "@muster/sync/run/school-links.ts";
import type { RunWorld, SyncRequest, SyncResult } from "@muster/sync/run/sync-request.ts";
import type { Absence } from "@muster/sync/snapshot/weighing.ts";
import type { Answers } from "../answer.ts";
import { once } from "../once.ts";
import { type ReceivedFile, receiveFiles } from "../receive-files.ts";
import { runWorldOf } from "../source-world-of.ts";

/** What is answered of an upload: as far as its run is. */
interface Uploaded {
  readonly run: number;
  readonly outcome: string | null;
  readonly planHash: string | null;
  readonly files: ReceivedFile[];
}

/** Answers about uploads. */
export const answerUpload: Answers<(typeof allRoutes)["upload"]> = {
  upload: async ({ world, operator, query, files, gone, key }) => {
    const { districtId } = operator;
    const sourceId = await uploadSource(world.db, districtId, query.source);
    const runWorld = runWorldOf(world);
    const absence = await absenceOf(runWorld, { districtId, sourceId }, query);
    const folder = await openArrivalFolder(world.home, `${districtId}-${sourceId}-`);
    let isTakenOver = false;
    try {
      const received = [...(await receiveFiles(files(), folder.files, gone))];
      const request = {
        ...{ districtId, sourceId, path: folder.files, operator: signatureOf(operator) },
        ...{ applies: query.applies, absence },
      };
      const begin = async (): Promise<Uploaded> => {
        isTakenOver = true;
        const begun = await beginSync(runWorld, request, query.waits, folder.close);
        return { ...begun, files: received };
      };
      // Sent twice by a shaky line it is one run: the same key with the same files.
      const what = ["upload.send", query, received.map(({ name, hash }) => [name, hash])];
      return (await (key === undefined
        ? begin()
        : once(world, operator, { key, what, answersSecret: false }, begin))) as Uploaded;
    } finally {
      if (!isTakenOver) await folder.close();
    }
  },
};

/** What it means that somebody is not in the files (connect.md §9.6). */
async function absenceOf(
  world: RunWorld,
  at: { readonly districtId: number; readonly sourceId: number },
  query: { readonly missing: "left" | "kept"; readonly school?: number | undefined },
): Promise<Absence> {
  if (query.missing === "kept") return "nothing";
  return query.school === undefined ? "left" : schoolLinks(world.db, at, String(query.school));
}

/** Answers when the run has begun, or has ended; it goes on when nobody listens any more, and keeps no file. */
async function beginSync(
  world: RunWorld,
  request: SyncRequest,
  waits: boolean,
  close: () => Promise<void>,
): Promise<Omit<Uploaded, "files">> {
  let begun: (run: number) => void = () => undefined;
  const beginning = new Promise<number>((resolve) => {
    begun = resolve;
  });
  const done = runSync({ ...world, onBegun: (run) => begun(run) }, request).finally(close);
  // What fails later stands in the run's own report.
  done.catch(() => undefined);
  if (waits) return ended(await done);
  const first = await Promise.race([beginning, done]);
  return typeof first === "number" ? { run: first, outcome: null, planHash: null } : ended(first);
}

function ended({ run, outcome, plan }: SyncResult): Omit<Uploaded, "files"> {
  return { run, outcome, planHash: plan?.hash ?? null };
}
