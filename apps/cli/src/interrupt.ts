import { Fault } from "@muster/sync/fault.ts";
import type { RunStep } from "@muster/sync/run/sync-request.ts";
import { exitCodes } from "./exit-code.ts";

/** Ctrl-C, or a request to end: the work stops at its next step, or after a moment in any case. */
export interface Interrupt {
  /** Called at every step of a run; throws once an end was asked for, as long as nothing has been changed. */
  readonly heed: (step: RunStep) => void;
  readonly isAsked: () => boolean;
  /** Aborted once an end was asked for: what only fetches stops at once. */
  readonly signal: AbortSignal;
  /** From now on the first request to end is passed on to a service, which takes the time it needs; the second leaves. */
  readonly passOn: (stop: () => void) => void;
}

/** How long a step may take to end before the process leaves without it. */
const patienceMs = 3000;
/** What comes after the one commit that changes the directory: a run that got here is let finish. */
const afterCommit: ReadonlySet<string> = new Set(["verify", "report"]);

/**
 * Listens for Ctrl-C. The first one says what it leaves behind, the second ends the process at once; whatever was
 * not committed by then is taken back by the database.
 */
export function listenForInterrupt(say: (line: string) => void, stage: () => string | undefined): Interrupt {
  let isAsked = false;
  const stop = new AbortController();
  const leave = (): never => process.exit(exitCodes.interrupted);
  let service: (() => void) | undefined;
  let isPassedOn = false;
  const onSignal = (): void => {
    if (isAsked || isPassedOn) leave();
    if (service !== undefined) {
      isPassedOn = true;
      say("Stopping; what is at work is finished or given back, within half a minute.");
      service();
      return;
    }
    isAsked = true;
    say(stateLeft(stage()));
    stop.abort();
    setTimeout(leave, patienceMs).unref();
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return {
    isAsked: () => isAsked,
    signal: stop.signal,
    passOn: (stopService) => {
      service = stopService;
    },
    heed: ({ stage: next }) => {
      if (!isAsked || afterCommit.has(next)) return;
      throw new Fault("run.signal.interrupted", "now", "the run was interrupted", { stage: next });
    },
  };
}

function stateLeft(stage: string | undefined): string {
  if (stage === "apply")
    return "Stopping. The changes are made whole or not at all; `npx muster run list` says which.";
  if (stage !== undefined && afterCommit.has(stage)) return "Stopping. The changes have been applied.";
  return "Stopping. Nothing was changed.";
}
