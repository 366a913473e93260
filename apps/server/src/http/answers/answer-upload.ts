import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { allRoutes } from "@muster/api/all-routes.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import { openArrivalFolder } from "@muster/sync/connection/arrival-folder.ts";
import { keepUploaded, removeUploaded } from "@muster/sync/connection/uploaded-files.ts";
import { uploadSource } from "@muster/sync/directory/districts.ts";
import type { UploadTask } from "@muster/sync/queue/task.ts";
import { readErrandStory } from "@muster/sync/report/errand-story.ts";
import { schoolLinks } from "@muster/sync/run/school-links.ts";
import { askNow } from "@muster/sync/schedule/ask-now.ts";
import type { Answers } from "../answer.ts";
import type { HttpWorld } from "../http-world.ts";
import { once } from "../once.ts";
import { type ReceivedFile, receiveFiles } from "../receive-files.ts";
import { tellErrand } from "./errand-told.ts";

/** What is kept of an upload for whoever sends it again. */
interface Uploaded {
  readonly errandId: string;
  readonly files: ReceivedFile[];
}

/** Whose files were brought, by whom, and what is to be done with them. */
interface UploadOrder {
  readonly districtId: number;
  readonly sourceId: number;
  readonly askedBy: string;
  readonly task: Omit<UploadTask, "uploadId">;
}

/** Answers about uploads. */
export const answerUpload: Answers<(typeof allRoutes)["upload"]> = {
  upload: async ({ world, operator, query, files, gone, key }) => {
    const { districtId } = operator;
    const { applies, missing, school: schoolId } = query;
    const sourceId = await uploadSource(world.db, districtId, query.source);
    // A school that the source feeds with nothing is refused now, and not by a worker later.
    if (schoolId !== undefined) await schoolLinks(world.db, { districtId, sourceId }, String(schoolId));
    const order: UploadOrder = {
      ...{ districtId, sourceId, askedBy: signatureOf(operator) },
      task: { does: "upload", applies, missing, schoolId: missing === "kept" ? undefined : schoolId },
    };
    const folder = await openArrivalFolder(world.home, `${districtId}-${sourceId}-`);
    try {
      const received = [...(await receiveFiles(files(), folder.files, gone))];
      const ask = async (): Promise<Uploaded> => ({
        errandId: await askForUpload(world, order, folder.files),
        files: received,
      });
      // Sent twice by a shaky line it is one errand: the same key with the same files.
      const { waits, ...asked } = query;
      const what = ["upload.send", asked, received.map(({ name, hash }) => [name, hash])];
      const uploaded = (await (key === undefined
        ? ask()
        : once(world, operator, { key, what, answersSecret: false }, ask))) as Uploaded;
      world.wake?.();
      const told = await howFar(world, districtId, uploaded.errandId, waits, gone);
      return { ...told, files: uploaded.files };
    } finally {
      await folder.close();
    }
  },
};

/** From here on the files outlive this process: whichever worker comes finds them. */
async function askForUpload(
  world: HttpWorld,
  { districtId, sourceId, askedBy, task }: UploadOrder,
  received: string,
): Promise<string> {
  const upload = { districtId, uploadId: randomUUID() };
  await keepUploaded(world.home, received, upload);
  try {
    const asking = { districtId, sourceId, askedBy, kind: "person" } as const;
    const asked = { ...asking, task: { ...task, uploadId: upload.uploadId } };
    return (await askNow(world.queue, asked, world.now())).errandId;
  } catch (error) {
    await removeUploaded(world.home, upload);
    throw error;
  }
}

const lookEveryMs = 150;

/** How far an upload is; whoever waits is answered when it has ended, in whatever way. */
async function howFar(
  { db }: HttpWorld,
  districtId: number,
  errandId: string,
  waits: boolean,
  gone: AbortSignal,
): Promise<ReturnType<typeof tellErrand>> {
  for (;;) {
    const story = await db.session(districtId, (session) =>
      session.read((tx) => readErrandStory(tx, districtId, errandId)),
    );
    if (story === undefined) throw new Error("an errand that was asked for is there");
    const isOpen = story.state === "waiting" || story.state === "running";
    if (!waits || !isOpen || gone.aborted) return tellErrand(story);
    await sleep(lookEveryMs);
  }
}
