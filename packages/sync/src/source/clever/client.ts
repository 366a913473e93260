import { Fault } from "../../fault.ts";
import type { GuardedAnswer } from "../network/guarded-answer.ts";
import { asFetch, type GuardedFetch, guardedFetch } from "../network/guarded-fetch.ts";
import { retrying } from "../network/retrying.ts";
import { statusFault } from "../network/status-fault.ts";
import type { Connection } from "../source.ts";
import type { CleverSettings } from "./settings.ts";

/** An answer that was understood, or a refusal: 401, 403 and 404 mean different things in different places. */
export interface CleverAnswer {
  readonly status: number;
  /** Undefined for a refusal. */
  readonly json: unknown;
}

/** An answer whose JSON has not been read yet. */
export interface UnreadAnswer {
  readonly status: number;
  /** The last bytes as text, where Clever writes its links; "" for a refusal. */
  readonly end: string;
  /** Undefined for a refusal. */
  readonly json: () => Promise<unknown>;
}

/** Clever's API of one version, with the district's token. */
export interface CleverClient {
  /** @param path from the version on: `/schools?limit=10` */
  get(path: string): Promise<CleverAnswer>;
  /** The same, for who has something to do before the JSON is read. `onSent`: the question is on its way. */
  ask(path: string, onSent: () => void): Promise<UnreadAnswer>;
  /** The same with an allowance of bytes and time of its own. */
  forCollection(name: string): CleverClient;
  close(): void;
}

/**
 * Opens the API. What passes is tried again; a refusal because of too many requests is waited out until the moment
 * that Clever names, or for the minute that its counter lasts.
 */
export function openClever(connection: Connection, settings: CleverSettings): CleverClient {
  const web = retrying(heedingResets(guardedFetch(connection), connection.now), connection);
  return clientOf(web, settings);
}

function clientOf(web: GuardedFetch, settings: CleverSettings): CleverClient {
  const headers = { authorization: `Bearer ${settings.token}`, accept: "application/json" };
  const ask = async (path: string, onSent?: () => void): Promise<UnreadAnswer> => {
    const answer = await web.request({ url: settings.base + path, headers, onSent });
    const { status } = answer;
    if (answer.ok) return { status, end: endOf(await answer.bytes()), json: answer.json };
    if ([401, 403, 404].includes(status)) return { status, end: "", json: async () => undefined };
    throw statusFault(answer, settings.host);
  };
  return {
    get: async (path) => {
      const { status, json } = await ask(path);
      return { status, json: await json() };
    },
    ask,
    forCollection: (name) => clientOf(web.forCollection(name), settings),
    close: () => web.close(),
  };
}

/** Of the links at most: two or three addresses. */
const endLength = 1024;

function endOf(bytes: Uint8Array): string {
  const { buffer, byteOffset, byteLength } = bytes.subarray(-endLength);
  return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}

const counterSeconds = 60;

/** Says Clever's `X-RateLimit-Reset`, a time in seconds, as the `Retry-After` that others heed (clever.md §3). */
export function heedingResets(inner: GuardedFetch, now: () => Date): GuardedFetch {
  const request: GuardedFetch["request"] = async (asked) => {
    const answer = await inner.request(asked);
    if (answer.status !== 429 || answer.headers.has("retry-after")) return answer;
    const reset = Number(answer.headers.get("x-ratelimit-reset") ?? Number.NaN);
    const left = Math.ceil(reset - now().getTime() / 1000);
    const seconds = left >= 0 && left <= counterSeconds ? Math.max(1, left) : counterSeconds;
    return withRetryAfter(answer, seconds);
  };
  return {
    request,
    asFetch: () => asFetch(request),
    forCollection: (name) => heedingResets(inner.forCollection(name), now),
    close: () => inner.close(),
  };
}

function withRetryAfter(answer: GuardedAnswer, seconds: number): GuardedAnswer {
  const headers = new Headers(answer.headers);
  headers.set("retry-after", String(seconds));
  return { ...answer, headers };
}

/** JSON that is not what Clever's documents promise. Nothing of it is told: it may be a child. */
export function misshapen(host: string, what: string): Fault {
  const facts = { host, reason: "shape", what };
  return new Fault("source.answer.unreadable", "later", `${host} answers in another shape.`, facts);
}
