import { sizeOfDelivery } from "../connection/size-of-delivery.ts";
import { findUploaded } from "../connection/uploaded-files.ts";
import { Fault } from "../fault.ts";
import type { UploadTask } from "../queue/task.ts";
import type { Absence } from "../snapshot/weighing.ts";
import { runSync } from "./run-sync.ts";
import { schoolLinks } from "./school-links.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";
import { type RunStart, withRun } from "./with-run.ts";

/** Whose files were brought, by whom, and what is to be done with them. */
export interface UploadRequest {
  readonly districtId: number;
  readonly sourceId: number;
  readonly operator: string;
  readonly upload: UploadTask;
}

/** What it means that somebody is not in files that were brought, and whom to tell how large they are. */
export interface UploadWorld extends RunWorld {
  readonly signal: AbortSignal;
  /** Told the bytes before anything begins; it may abort the signal. */
  readonly onFetched?: (bytes: number) => void;
}

/**
 * Syncs files that somebody has brought and that lie in the home. They stay there: only whoever settles the errand knows
 * whether they are needed once more. What cannot be begun is a run that failed, with the reason.
 *
 * @throws Fault `upload.files.missing`, `school.link.none`, or of the run; nothing of the directory has changed then
 */
export async function syncUpload(world: UploadWorld, request: UploadRequest): Promise<SyncResult> {
  const { districtId, sourceId, operator, upload } = request;
  const { applies } = upload;
  const found = await findInput(world, request);
  if (found instanceof Fault) {
    const start: RunStart = { districtId, sourceId, kind: applies ? "sync" : "plan", operator };
    return withRun(world, start, () => Promise.reject(found));
  }
  world.onFetched?.(await sizeOfDelivery(found));
  world.signal.throwIfAborted();
  return runSync(hidePath(world), { districtId, sourceId, operator, applies, ...found });
}

async function findInput(
  world: RunWorld,
  at: UploadRequest,
): Promise<{ readonly path: string; readonly absence: Absence } | Fault> {
  const { districtId, upload } = at;
  try {
    const path = await findUploaded(world.home, { districtId, uploadId: upload.uploadId });
    return { path, absence: await absenceOf(world, at, upload) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error;
  }
}

/** What it means that somebody is not in the files (connect.md §9.6), by the links there are when they are read. */
async function absenceOf(
  world: RunWorld,
  at: { readonly districtId: number; readonly sourceId: number },
  { missing, schoolId }: Pick<UploadTask, "missing" | "schoolId">,
): Promise<Absence> {
  if (missing === "kept") return "nothing";
  return schoolId === undefined ? "left" : schoolLinks(world.db, at, String(schoolId));
}

/** Where the files lie in the home is nobody's business who watches. */
function hidePath(world: UploadWorld): RunWorld {
  return {
    ...world,
    onStep: (step) => world.onStep(step.stage === "collect" ? { stage: step.stage } : step),
  };
}
