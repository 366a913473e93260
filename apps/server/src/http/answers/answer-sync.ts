import type { allRoutes } from "@muster/api/all-routes.ts";
import { cancelledWords } from "@muster/rules/report/progress-words.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import { listSources } from "@muster/sync/connection/connections.ts";
import { kindOf } from "@muster/sync/connection/kind-of.ts";
import { Fault } from "@muster/sync/fault.ts";
import { cancelSync } from "@muster/sync/queue/cancel-sync.ts";
import { type ErrandStory, readErrandStory } from "@muster/sync/report/errand-story.ts";
import { readWorks } from "@muster/sync/report/works.ts";
import { sweepUploads } from "@muster/sync/run/sweep-uploads.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import type { Answers } from "../answer.ts";
import type { HttpWorld } from "../http-world.ts";
import { watchWorks } from "../progress-watch.ts";
import { askForTask } from "./ask-for-task.ts";
import { tellErrand } from "./errand-told.ts";
import { tellWorks } from "./work-told.ts";

/** Answers about syncs that wait or go on. */
export const answerSync: Answers<(typeof allRoutes)["sync"]> = {
  followProgress: async ({ world, operator, gone, query }) =>
    follow(world, operator.districtId, gone, query.seconds * 1000),
  showProgress: async ({ world, operator }) => {
    const works = await readWorks(world.db, operator.districtId);
    return { works: tellWorks(works, world.now()) };
  },
  askForSync: async ({ world, operator, body }) => {
    const { districtId } = operator;
    const sources = await listSources(world.db, districtId);
    const source = sources.find(({ sourceId }) => sourceId === body.source);
    // What nobody can fetch is refused now, and not by a worker later.
    if (source !== undefined) kindOf(sourceKinds, source.kind);
    return askForTask(world, operator, body.source, { does: "sync" });
  },
  showErrand: async ({ world, operator, params }) =>
    tellErrand(await findErrand(world, operator.districtId, params.errand)),
  cancelSync: async ({ world, operator, params }) => {
    const { districtId } = operator;
    const { sourceId, task } = await findErrand(world, districtId, params.errand);
    const leaves = await leavesOf(world, districtId, params.errand);
    const wish = { askedBy: signatureOf(operator), at: world.now().toISOString() };
    const [was = "nothing"] = await world.db.session(districtId, (session) =>
      session.write((tx) =>
        cancelSync(tx, world.queue, { districtId, sourceId, errandId: params.errand }, wish),
      ),
    );
    if (was === "waiting" && task === "upload") await sweepUploads(world, districtId);
    return { was, says: cancelledWords(was, leaves, task === "upload") };
  },
};

/** @throws Fault `request.path.unknown` */
async function findErrand(world: HttpWorld, districtId: number, errandId: string): Promise<ErrandStory> {
  const story = await world.db.session(districtId, (session) =>
    session.read((tx) => readErrandStory(tx, districtId, errandId)),
  );
  if (story !== undefined) return story;
  throw new Fault("request.path.unknown", "never", "there is nothing at this address");
}

async function leavesOf(world: HttpWorld, districtId: number, errand: string): Promise<string> {
  const works = tellWorks(await readWorks(world.db, districtId), world.now());
  return works.find(({ errandId }) => errandId === errand)?.leaves ?? "";
}

/** At once, and then whenever something moved; while something is under way each look is told, for its sign of life. */
async function* follow(world: HttpWorld, districtId: number, gone: AbortSignal, longestMs: number) {
  let told: string | undefined;
  for await (const works of watchWorks(world.db, districtId, gone, longestMs)) {
    const answer = { works: tellWorks(works, world.now()) };
    const text = JSON.stringify(answer);
    if (text === told) continue;
    told = text;
    yield answer;
  }
}
