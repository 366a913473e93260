import { Fault } from "../../fault.ts";
import type { Connection } from "../source.ts";
import { type GuardedAnswer, guardedAnswer } from "./guarded-answer.ts";
import { asFetch, type GuardedFetch, type GuardedRequest } from "./guarded-fetch.ts";
import { retryAfterMs } from "./retry-after.ts";
import { statusFault } from "./status-fault.ts";

/** The pause after the first failure; each further one is twice as long, up to `longestPauseMs`. */
const firstPauseMs = 1000;
const longestPauseMs = 60_000;
/** Who asks for a longer pause gets it: the run ends, and another begins later. */
const longestAskedMs = 10 * 60_000;

/** Failures of one attempt after which another is made. */
const passing = new Set([
  "source.transfer.cut",
  "source.transfer.timeout",
  "source.host.unreachable",
  "source.server.failed",
  "source.server.busy",
]);

/**
 * Reasons for which even these are not tried again at once: the time is over, or a password was sent and nobody said
 * whether it was right, which may count as a refusal at the other side (A17).
 */
const lasting: ReadonlySet<unknown> = new Set(["slow", "signing-in"]);

type Surroundings = Pick<Connection, "limits" | "now" | "wait" | "onProgress" | "signal">;

/**
 * Tries again what may succeed: 5xx, 408, 429, a cut, a silence, a server that cannot be reached, up to
 * `limits.attempts` (I01, I02). A server's own `Retry-After` is honoured. 400, 401, 403 and 404 come back as they are.
 *
 * Bodies are read inside the attempt, so that one that is cut is asked for again: an answer is held in memory, up to
 * `limits.answerBytes`.
 *
 * @param random a number from 0 to 1, for the jitter
 * @throws Fault the last attempt's, with retry `later`
 */
export function retrying(
  inner: GuardedFetch,
  around: Surroundings,
  random: () => number = Math.random,
): GuardedFetch {
  const request = (asked: GuardedRequest): Promise<GuardedAnswer> =>
    withRetries(around, random, () => attempt(inner, asked, around.now()));
  return {
    request,
    asFetch: () => asFetch(request),
    forCollection: (name) => retrying(inner.forCollection(name), around, random),
    close: () => inner.close(),
  };
}

/**
 * Does `work` until it succeeds, or fails in a way that another attempt does not mend.
 *
 * @throws Fault the last attempt's; with retry `later` where all attempts were made
 */
export async function withRetries<Result>(
  around: Surroundings,
  random: () => number,
  work: () => Promise<Result>,
): Promise<Result> {
  for (let made = 1; ; made += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Fault) || !passing.has(error.code) || lasting.has(error.facts.reason))
        throw error;
      const pause = pauseMs(error, made, random);
      if (made >= around.limits.attempts || pause > longestAskedMs) throw givenUp(error, made);
      around.onProgress({ what: `waiting for the server, ${Math.max(1, Math.round(pause / 1000))} s` });
      await around.wait(pause);
      around.signal.throwIfAborted();
    }
  }
}

/** One attempt, whole: its answer lies in memory. */
async function attempt(inner: GuardedFetch, asked: GuardedRequest, now: Date): Promise<GuardedAnswer> {
  const answer = await inner.request(asked);
  const body = await answer.bytes();
  const host = new URL(asked.url).hostname.replace(/^\[|\]$/g, "");
  const { status, headers } = answer;
  if (status === 429 || status === 408 || status >= 500) {
    const { code, retry, message, facts } = statusFault(answer, host);
    const seconds = Math.ceil((retryAfterMs(headers.get("retry-after"), now) ?? 0) / 1000);
    throw new Fault(code, retry, message, { ...facts, seconds: seconds === 0 ? null : seconds });
  }
  return guardedAnswer(host, status, headers, once(body));
}

async function* once(body: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  if (body.length > 0) yield body;
}

function pauseMs(fault: Fault, made: number, random: () => number): number {
  const { seconds } = fault.facts;
  if (fault.code.startsWith("source.server.") && typeof seconds === "number") return seconds * 1000;
  const full = Math.min(longestPauseMs, firstPauseMs * 2 ** (made - 1));
  // Half of it by chance: a hundred districts of one server do not all come back at the same moment.
  return Math.round(full / 2 + (full / 2) * random());
}

function givenUp({ code, message, facts, cause }: Fault, attempts: number): Fault {
  return new Fault(code, "later", message, { ...facts, attempts }, { cause });
}
