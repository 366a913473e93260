import type { workValue } from "@muster/api/resource/sync.ts";
import { faultMessage } from "@muster/rules/report/message.ts";
import { type ProgressFacts, tellProgress } from "@muster/rules/report/progress-words.ts";
import type { Work } from "@muster/sync/report/works.ts";
import type { z } from "zod";

/** What waits and goes on in a district as people see it, each in view of the others. */
export function tellWorks(works: readonly Work[], now: Date): z.output<typeof workValue>[] {
  return works.map((work) => tellWork(work, works, now));
}

function tellWork(work: Work, works: readonly Work[], now: Date): z.output<typeof workValue> {
  const facts = { ...factsOf(work, now), behind: workAhead(work, works) };
  const told = tellProgress(facts);
  const { errandId, run, sourceId, source, beganAt, cancelAskedBy, fault } = work;
  return {
    id: errandId ?? `run ${run}`,
    ...{ errandId: errandId ?? null, run: run ?? null, sourceId: sourceId ?? null, source: source ?? null },
    ...{
      kind: work.kind,
      isUpload: work.isUpload,
      state: work.state,
      askedBy: work.askedBy,
      beganAt: beganAt ?? null,
    },
    elapsedSeconds: facts.isWaiting ? null : whole(secondsSince(beganAt, now)),
    silentSeconds: whole(facts.silentSeconds),
    attempts: work.attempts,
    cancelAskedBy: cancelAskedBy ?? null,
    trouble: fault === undefined ? null : faultMessage(fault),
    ...{ ...told, steps: [...told.steps] },
  };
}

/** What is at work in the district, else files of the same source that were brought before: they go in their order. */
function workAhead(work: Work, works: readonly Work[]): Work | undefined {
  if (work.state !== "waiting") return undefined;
  const isOlder = (one: Work): boolean =>
    one !== work && one.isUpload && one.sourceId === work.sourceId && one.askedAt < work.askedAt;
  return works.find(({ state }) => state === "running") ?? (work.isUpload ? works.find(isOlder) : undefined);
}

function factsOf(work: Work, now: Date): ProgressFacts {
  const { done, of, what, since, past } = work.progress;
  const isWaiting = work.state === "waiting";
  const retry = work.retryAt === undefined ? 0 : (Date.parse(work.retryAt) - now.getTime()) / 1000;
  return {
    ...{ kind: work.kind, isUpload: work.isUpload, isWaiting, stage: work.stage, attempts: work.attempts },
    done: numberOf(done),
    // How many rows will come nobody knows before they have: as many as the last time, most likely.
    of: numberOf(of) ?? (work.stage === "read" && work.knownRows > 0 ? work.knownRows : undefined),
    what: typeof what === "string" ? what : undefined,
    inStepSeconds: typeof since === "string" ? secondsSince(since, now) : undefined,
    past: numbersOf(past),
    silentSeconds: isWaiting ? undefined : secondsSince(work.aliveAt, now),
    isCancelAsked: work.cancelAskedBy !== undefined,
    retrySeconds: isWaiting && work.attempts > 0 && retry > 0 ? retry : undefined,
  };
}

function secondsSince(at: string | undefined, now: Date): number | undefined {
  return at === undefined ? undefined : Math.max(0, (now.getTime() - Date.parse(at)) / 1000);
}

const whole = (seconds: number | undefined): number | null =>
  seconds === undefined ? null : Math.round(seconds);

const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);

function numbersOf(value: unknown): Readonly<Record<string, number>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((one): one is [string, number] => typeof one[1] === "number"),
  );
}
