import type { allRoutes } from "@muster/api/all-routes.ts";
import { cancelledWords } from "@muster/rules/report/progress-words.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import { listSources } from "@muster/sync/connection/connections.ts";
import { kindOf } from "@muster/sync/connection/kind-of.ts";
import { Fault } from "@muster/sync/fault.ts";
import { cancelSync } from "@muster/sync/queue/cancel-sync.ts";
import { readWorks, type Work } from "@muster/sync/report/works.ts";
import { askNow } from "@muster/sync/schedule/ask-now.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import type { Answers } from "../answer.ts";
import type { HttpWorld } from "../http-world.ts";
import { watchWorks } from "../progress-watch.ts";
import { tellWork } from "./work-told.ts";

const joinedWords = {
  nothing: "The sync was asked for and begins within a few seconds.",
  waiting: "A sync of this source was waiting already; it comes first now.",
  running: "A sync of this source is under way already.",
} as const;

/** Answers about syncs that wait or go on. */
export const answerSync: Answers<(typeof allRoutes)["sync"]> = {
  followProgress: async ({ world, operator, gone, query }) =>
    follow(world, operator.districtId, gone, query.seconds * 1000),
  showProgress: async ({ world, operator }) => {
    const works = await readWorks(world.db, operator.districtId);
    return { works: works.map((work) => tellWork(work, world.now())) };
  },
  askForSync: async ({ world, operator, body }) => {
    const { districtId } = operator;
    const sources = await listSources(world.db, districtId);
    const source = sources.find(({ sourceId }) => sourceId === body.source);
    // What nobody can fetch is refused now, and not by a worker later.
    if (source !== undefined) kindOf(sourceKinds, source.kind);
    const asking = {
      districtId,
      sourceId: body.source,
      kind: "person",
      askedBy: signatureOf(operator),
    } as const;
    const { errandId, joined } = await askNow(world.queue, asking, world.now());
    return { errandId, joined, says: joinedWords[joined] };
  },
  cancelSync: async ({ world, operator, params }) => {
    const { districtId } = operator;
    const before = (await readWorks(world.db, districtId)).find(({ errandId }) => errandId === params.errand);
    const at = world.now().toISOString();
    const was = await world.db.session(districtId, (session) =>
      session.write(async (tx) => {
        const [row] = await tx.query<{ source_id: number; state: string }>(
          "select source_id, state from errand where district_id = $1 and errand_id = $2",
          [districtId, params.errand],
        );
        if (row === undefined)
          throw new Fault("request.path.unknown", "never", "there is nothing at this address");
        if (row.state !== "waiting" && row.state !== "running") return "nothing";
        const ids = { districtId, sourceId: row.source_id };
        const wish = { askedBy: signatureOf(operator), at };
        const [cancelled] = await cancelSync(tx, world.queue, ids, wish);
        return cancelled ?? "nothing";
      }),
    );
    return { was, says: cancelledWords(was, leavesOf(before, world)) };
  },
};

function leavesOf(work: Work | undefined, world: HttpWorld): string {
  return work === undefined ? "" : tellWork(work, world.now()).leaves;
}

/** At once, and then whenever something moved; while something is under way each look is told, for its sign of life. */
async function* follow(world: HttpWorld, districtId: number, gone: AbortSignal, longestMs: number) {
  let told: string | undefined;
  for await (const works of watchWorks(world.db, districtId, gone, longestMs)) {
    const answer = { works: works.map((work) => tellWork(work, world.now())) };
    const text = JSON.stringify(answer);
    if (text === told) continue;
    told = text;
    yield answer;
  }
}
