import type { ChildProcess } from "node:child_process";
import { backOff } from "./back-off.ts";
import { type Round, startRound } from "./round.ts";

/** A process beside ours that is there while it is needed. */
export interface KeptProcess {
  /** Tells it to stop, and waits until it has. */
  readonly stop: () => Promise<void>;
}

/** How long a process that was told to stop may take, in ms; a worker takes 29 s at most. */
const patienceMs = 29_500;

/**
 * Starts a process when it is needed and none is there; it ends by itself when it has nothing more to do. One that dies
 * soon after its start is started again later and later.
 */
export function keepProcess(
  start: () => ChildProcess,
  isNeeded: () => Promise<boolean>,
  onEvent: (event: "started" | "ended", facts: Readonly<Record<string, number | string | null>>) => void,
  everyMs = 2_000,
): KeptProcess {
  let child: ChildProcess | undefined;
  let deaths = 0;
  let notBefore = 0;
  const look = async (): Promise<void> => {
    if (child !== undefined || Date.now() < notBefore || !(await isNeeded())) return;
    const begun = start();
    child = begun;
    onEvent("started", { pid: begun.pid ?? null });
    begun.once("exit", (code, signal) => {
      child = undefined;
      deaths = code === 0 ? 0 : deaths + 1;
      notBefore = deaths === 0 ? 0 : Date.now() + backOff(deaths);
      onEvent("ended", { code, signal });
    });
    // A process that could not be started at all says so here.
    begun.once("error", () => {
      child = undefined;
      deaths += 1;
      notBefore = Date.now() + backOff(deaths);
    });
  };
  const round: Round = startRound(everyMs, look, () => undefined);
  return {
    stop: async () => {
      await round.stop();
      const left = child;
      if (left === undefined) return;
      const ended = new Promise<void>((resolve) => left.once("exit", () => resolve()));
      left.kill("SIGTERM");
      // What it was doing is done again by whoever comes next; nobody waits for ever.
      const last = setTimeout(() => left.kill("SIGKILL"), patienceMs);
      await ended;
      clearTimeout(last);
    },
  };
}
