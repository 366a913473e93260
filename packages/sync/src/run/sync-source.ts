import { type Finding, severityOf } from "@muster/rules/check/finding.ts";
import { listSources, openSource } from "../connection/connections.ts";
import { type Arrival, fetchSource, noteRunOfArrival } from "../connection/fetch-source.ts";
import { putAwayFetched } from "../connection/put-away.ts";
import { sizeOfDelivery } from "../connection/size-of-delivery.ts";
import type { SourceWorld } from "../connection/source-world.ts";
import { Fault } from "../fault.ts";
import type { SourceProgress } from "../source/source.ts";
import { holdUnread, keptBack } from "./hold-unread.ts";
import { runSync } from "./run-sync.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";
import { type RunStart, withRun } from "./with-run.ts";

/** Which source is to be fetched and synced, and who asks. */
export interface SourceRequest {
  readonly districtId: number;
  readonly sourceId: number;
  readonly operator: string;
  /** False: seal the plan and stop; nothing of the directory changes. */
  readonly applies: boolean;
  readonly onProgress: (progress: SourceProgress) => void;
}

/**
 * Fetches from a source, and from the sources of guardians that join it, and syncs what came. A source of guardians alone
 * is no roster: whoever names it gets the sync of the source that it joins, and a plan also before it runs. The fetch
 * holds no lock; only the run does. A roster that cannot be fetched is a run that failed, with the reason, so that the
 * history shows it, and one of which a needed list is kept from us a run that is held (I12); guardians that cannot be
 * fetched are a finding of a run that goes on without them (reliability G06).
 *
 * @throws Fault of the fetch or of the run; nothing of the directory has changed then
 */
export async function syncSource(world: RunWorld & SourceWorld, asked: SourceRequest): Promise<SyncResult> {
  const { districtId, operator, applies } = asked;
  const { sourceId, joining } = await readJoining(world, asked);
  const request = { ...asked, sourceId };
  world.onStep({ stage: "collect", what: "the source" });
  const arrivals: Arrival[] = [];
  try {
    const main = await fetchMain(world, request);
    if ("outcome" in main) return main;
    arrivals.push(main);
    await tellSize(world, main);
    const guardians = await fetchGuardians(world, request, joining);
    arrivals.push(...guardians.arrivals);
    const result = await runSync(world, {
      ...{ districtId, sourceId, operator, applies, path: main.delivery.path, isFetched: true },
      guardianPaths: guardians.arrivals.map(({ delivery }) => delivery.path),
      findings: [...arrivals.flatMap(({ delivery }) => delivery.findings), ...guardians.findings],
    });
    for (const { arrivalId } of arrivals) await noteRunOfArrival(world, districtId, arrivalId, result.run);
    // Files that were refused stay where their sender can look at them.
    if (applies && result.outcome !== "rejected_input")
      for (const arrival of arrivals) await putAwayFetched(world, districtId, arrival);
    return result;
  } finally {
    for (const arrival of arrivals) await arrival.close();
  }
}

/** The source whose sync is meant, and those of guardians that join it: all that run, and the one that is rehearsed. */
async function readJoining(
  { db }: SourceWorld,
  { districtId, sourceId, applies }: SourceRequest,
): Promise<{ readonly sourceId: number; readonly joining: readonly number[] }> {
  const sources = await listSources(db, districtId);
  const main = sources.find((one) => one.sourceId === sourceId)?.joins ?? sourceId;
  const joining = sources.filter(
    ({ joins, state, ...one }) =>
      joins === main && (state === "enabled" || (!applies && one.sourceId === sourceId)),
  );
  return { sourceId: main, joining: joining.map((one) => one.sourceId) };
}

/** About how long a line of a file is, in which an object of a server ends. */
const bytesOfObject = 80;

/** What was fetched, or how the run ended that has nothing to go on with. */
async function fetchMain(
  world: RunWorld & SourceWorld,
  request: SourceRequest,
): Promise<Arrival | SyncResult> {
  const { districtId, sourceId, operator, applies } = request;
  let isTooMuch = false;
  const onAnnounced = (objects: number): void => {
    if (world.signal.aborted) return;
    world.onFetched?.(objects * bytesOfObject);
    isTooMuch = world.signal.aborted;
  };
  try {
    const source = await openSource(world.db, world.keys, districtId, sourceId);
    return await fetchSource({ ...world, onAnnounced }, source, operator, request.onProgress);
  } catch (error) {
    // As after the fetch: who was told how much there is has stopped the work, and nothing of it is in the history.
    if (isTooMuch) throw error;
    if (!(error instanceof Fault) || error.code === "source.id.unknown") throw error;
    const start: RunStart = { districtId, sourceId, kind: applies ? "sync" : "plan", operator };
    if (error.code === keptBack) return holdUnread(world, start, error);
    return withRun(world, start, () => Promise.reject(error));
  }
}

/** Whoever is told may stop the work: nothing has begun yet that would be in the history. */
async function tellSize({ onFetched, signal }: SourceWorld, { delivery }: Arrival): Promise<void> {
  if (onFetched === undefined) return;
  onFetched(await sizeOfDelivery(delivery));
  signal.throwIfAborted();
}

async function fetchGuardians(
  world: SourceWorld,
  { districtId, operator, onProgress }: SourceRequest,
  joining: readonly number[],
): Promise<{ readonly arrivals: readonly Arrival[]; readonly findings: readonly Finding[] }> {
  const arrivals: Arrival[] = [];
  const findings: Finding[] = [];
  for (const guardians of joining) {
    try {
      const source = await openSource(world.db, world.keys, districtId, guardians);
      arrivals.push(await fetchSource(world, source, operator, onProgress));
    } catch (error) {
      if (!(error instanceof Fault) || world.signal.aborted) throw error;
      findings.push(guardiansMissing(error.code, guardians));
    }
  }
  return { arrivals, findings };
}

function guardiansMissing(code: string, source: number): Finding {
  const nowhere = { line: undefined, record: undefined, column: undefined, sourcedId: undefined };
  const failed = "guardian.source.failed";
  return {
    code: failed,
    severity: severityOf(failed),
    file: "guardians.csv",
    ...nowhere,
    facts: { code, source },
  };
}
