import { setTimeout as sleep } from "node:timers/promises";
import type { allRoutes } from "@muster/api/all-routes.ts";
import type { arrivalValue, liveValue } from "@muster/api/resource/arrival.ts";
import { faultMessage } from "@muster/rules/report/message.ts";
import { sourceEventWords } from "@muster/rules/report/set-up/source-event-words.ts";
import { type ListedArrival, listArrivals } from "@muster/sync/connection/arrivals.ts";
import { listSources } from "@muster/sync/connection/connections.ts";
import { readSourceEvents } from "@muster/sync/connection/source-details.ts";
import { listDropAccounts } from "@muster/sync/directory/read-drop-accounts.ts";
import { Fault } from "@muster/sync/fault.ts";
import { dropFolder } from "@muster/sync/source/drop/drop-folder.ts";
import { listDrop } from "@muster/sync/source/drop/list-drop.ts";
import { sourceLimits } from "@muster/sync/source/source.ts";
import type { z } from "zod";
import type { Answers } from "../answer.ts";
import type { HttpWorld } from "../http-world.ts";

interface At {
  readonly districtId: number;
  readonly sourceId: number;
}

/** How often a live page is told what has changed, ms. */
const lookEveryMs = 1_000;

/** Answers about what arrives. */
export const answerArrival: Answers<(typeof allRoutes)["arrival"]> = {
  listArrivals: async ({ world, operator, params, query }) => {
    const at = { districtId: operator.districtId, sourceId: params.source };
    await kindOfSource(world, at);
    const before = query.after === undefined ? undefined : Number(query.after) || undefined;
    const { items, total } = await world.db.session(at.districtId, (session) =>
      session.read((tx) => listArrivals(tx, at, { before, most: query.limit + 1 })),
    );
    const page = items.slice(0, query.limit);
    const next = items.length > query.limit ? String(page.at(-1)?.arrivalId) : null;
    return { items: page.map(toldArrival), next, total };
  },
  watchSource: async ({ world, operator, params, query, gone }) => {
    const at = { districtId: operator.districtId, sourceId: params.source };
    const kind = await kindOfSource(world, at);
    return watch(world, at, kind, query.seconds * 1000, gone);
  },
  showTimeline: async ({ world, operator, params }) => {
    const at = { districtId: operator.districtId, sourceId: params.source };
    await kindOfSource(world, at);
    const events = await world.db.session(at.districtId, (session) =>
      session.read((tx) => readSourceEvents(tx, at)),
    );
    return {
      items: events.map((event) => ({
        ...{ at: event.at, who: event.who, run: event.run },
        says: sourceEventWords(event),
      })),
    };
  },
};

/** @throws Fault `source.id.unknown` */
async function kindOfSource(world: HttpWorld, { districtId, sourceId }: At): Promise<string> {
  const found = (await listSources(world.db, districtId)).find((one) => one.sourceId === sourceId);
  if (found !== undefined) return found.kind;
  throw new Fault("source.id.unknown", "never", "there is no such source", { source: sourceId });
}

/** Tells what is seen when it differs from what was told before. */
async function* watch(
  world: HttpWorld,
  at: At,
  kind: string,
  forMs: number,
  gone: AbortSignal,
): AsyncGenerator<z.input<typeof liveValue>> {
  const until = Date.now() + forMs;
  let told = "";
  do {
    const seen = await look(world, at, kind);
    const text = JSON.stringify(seen);
    if (text !== told) yield { at: world.now().toISOString(), ...seen };
    told = text;
    if (Date.now() + lookEveryMs > until) return;
    await sleep(lookEveryMs, undefined, { signal: gone }).catch(() => undefined);
  } while (!gone.aborted);
}

async function look(world: HttpWorld, at: At, kind: string): Promise<Omit<z.input<typeof liveValue>, "at">> {
  const { items } = await world.db.session(at.districtId, (session) =>
    session.read((tx) => listArrivals(tx, at, { before: undefined, most: 1 })),
  );
  const [newest] = items;
  return {
    arrival: newest === undefined ? null : toldArrival(newest),
    drop: kind === "drop" ? await lookAtDrop(world, at) : null,
  };
}

async function lookAtDrop(world: HttpWorld, at: At): Promise<z.input<typeof liveValue>["drop"]> {
  const accounts = await listDropAccounts(world.db, at.districtId);
  const account = accounts.find(({ sourceId }) => sourceId === at.sourceId);
  const folder = dropFolder(world.home, at.districtId, at.sourceId);
  const { files, isUploading } = await listDrop(folder, sourceLimits.listed, world.now());
  return {
    signedInAt: account?.lastUsedAt === undefined ? null : new Date(account.lastUsedAt).toISOString(),
    signedInFrom: account?.lastUsedFrom ?? null,
    isUploading,
    files: files.slice(0, 50).map(({ name, bytes, arrivedAt }) => ({
      ...{ name, bytes },
      arrivedAt: new Date(arrivedAt).toISOString(),
    })),
  };
}

function toldArrival(arrival: ListedArrival): z.input<typeof arrivalValue> {
  const { arrivalId, askedBy, state, progress, proofs, files, run, outcome, fault, endedAt } = arrival;
  return {
    ...{ arrival: arrivalId, askedBy, state, run: run ?? null, outcome: outcome ?? null },
    ...{
      startedAt: new Date(arrival.startedAt).toISOString(),
      aliveAt: new Date(arrival.aliveAt).toISOString(),
    },
    endedAt: endedAt === undefined ? null : new Date(endedAt).toISOString(),
    progress: {
      ...{ what: progress.what ?? "", done: progress.done ?? null, of: progress.of ?? null },
    },
    proofs: proofs.map(({ of, by, received, announced }) => ({
      ...{ of, by, received, announced: announced ?? null },
    })),
    files: files.map(({ path, bytes, hash, modifiedAt }) => ({
      ...{ name: path, bytes, hash, modifiedAt: modifiedAt ?? null },
    })),
    message: fault === undefined ? null : faultMessage({ code: fault.code, facts: fault.facts ?? {} }),
  };
}
