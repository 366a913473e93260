import type { IncomingMessage } from "node:http";
import { Fault } from "../../fault.ts";
import type { Connection } from "../source.ts";
import { openAllowance } from "./allowance.ts";
import {
  canonicalHost,
  type GuardedHost,
  guardHost,
  invalidAddress,
  type ResolveHost,
} from "./guard-host.ts";
import { type GuardedAnswer, guardedAnswer } from "./guarded-answer.ts";
import { readBody } from "./read-body.ts";
import { openAgents, sendRequest } from "./send-request.ts";

export interface GuardedRequest {
  readonly url: string | URL;
  /** GET where it is left out. */
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
  /** Called once the request is on its way. */
  readonly onSent?: (() => void) | undefined;
  /** Ends this request alone; the connection's own signal ends it too. */
  readonly signal?: AbortSignal | undefined;
}

/** What a reader of APIs that knows nothing of ours is given in place of the web's `fetch`. */
export type FetchLike = (url: string | URL, init?: Omit<GuardedRequest, "url">) => Promise<GuardedAnswer>;

/** HTTP to a source, within the limits of its connection (security §4.5). */
export interface GuardedFetch {
  /**
   * One request. Every status but a redirect is an answer; `statusFault` turns one into a fault.
   *
   * The body must be read to its end or `close` be called: a socket waits for it.
   */
  request(request: GuardedRequest): Promise<GuardedAnswer>;
  asFetch(): FetchLike;
  /** The same sockets with a fresh allowance of bytes and time (`limits.collectionBytes`, `limits.collectionMs`). */
  forCollection(name: string): GuardedFetch;
  /** Ends all sockets. */
  close(): void;
}

/**
 * Opens HTTP for one connection of a source: https alone (http too where private hosts are allowed: a stand-in on
 * loopback has no certificate), to checked addresses alone, no redirects, no proxies, no cookies, limits on bytes and
 * silence. One attempt a request: `retrying` is put around it.
 *
 * @param resolve how names are looked up; tests alone give it
 * @throws Fault from `request`: `source.address.invalid`, `source.host.*`, `source.tls.refused`,
 * `source.redirect.refused`, `source.transfer.*`; from reading the answer also `source.answer.*`
 */
export function guardedFetch(connection: Connection, resolve?: ResolveHost): GuardedFetch {
  const agents = openAgents();
  const { allowsPrivateHosts, limits } = connection;
  const hosts = guardedHosts(allowsPrivateHosts, resolve);
  const inCollection = (name: string): GuardedFetch => {
    const allowance = openAllowance(connection, name);
    const request = async (asked: GuardedRequest): Promise<GuardedAnswer> => {
      const url = checkedUrl(asked.url, allowsPrivateHosts);
      const signal =
        asked.signal === undefined ? connection.signal : AbortSignal.any([connection.signal, asked.signal]);
      const to = await hosts.find(url.hostname, signal);
      allowance.assertTime(to.host);
      const { method = "GET", headers = {}, body, onSent } = asked;
      const { idleMs, answerBytes } = limits;
      try {
        const message = await sendRequest({
          ...{ url, method, headers, body, to, agents, idleMs, signal, onSent },
        });
        refuseRedirect(message, to.host);
        const bounds = { host: to.host, answerBytes, idleMs, signal, allowance };
        return guardedAnswer(to.host, message.statusCode ?? 0, headersOf(message), readBody(message, bounds));
      } catch (error) {
        // The name may stand for another machine by now: it is looked up, and checked, again.
        if (error instanceof Fault && error.code === "source.host.unreachable") hosts.forget(url.hostname);
        throw error;
      }
    };
    return { request, asFetch: () => asFetch(request), forCollection: inCollection, close };
  };
  const close = (): void => {
    agents.plain.destroy();
    agents.secure.destroy();
  };
  return inCollection("all answers");
}

/** Hosts that were checked, each asked for once. */
function guardedHosts(
  allowsPrivateHosts: boolean,
  resolve: ResolveHost | undefined,
): {
  readonly find: (host: string, signal: AbortSignal) => Promise<GuardedHost>;
  readonly forget: (host: string) => void;
} {
  const known = new Map<string, GuardedHost>();
  const find = async (host: string, signal: AbortSignal): Promise<GuardedHost> => {
    const options = { allowsPrivateHosts, signal, ...(resolve === undefined ? {} : { resolve }) };
    const found = known.get(host) ?? (await guardHost(host, options));
    known.set(host, found);
    return found;
  };
  return { find, forget: (host) => void known.delete(host) };
}

/** A request function in the clothes of the web's `fetch`. */
export function asFetch(request: GuardedFetch["request"]): FetchLike {
  return (url, init = {}) => request({ ...init, url });
}

function checkedUrl(given: string | URL, allowsPlain: boolean): URL {
  if (!URL.canParse(String(given))) throw invalidAddress("url");
  const url = new URL(given);
  if (url.username !== "" || url.password !== "") throw invalidAddress("credentials");
  if (url.protocol === "https:" || (url.protocol === "http:" && allowsPlain)) return url;
  if (url.protocol !== "http:") throw invalidAddress("url");
  const facts = { host: canonicalHost(url.hostname), reason: "not-https", validFrom: null, validTo: null };
  throw new Fault("source.tls.refused", "never", "Only encrypted connections are used.", facts);
}

/** I10: what was asked of one host is not told to another. The new host is named, without anything else of the address. */
function refuseRedirect(message: IncomingMessage, host: string): void {
  const { statusCode: status = 0, headers } = message;
  if (![301, 302, 303, 307, 308].includes(status)) return;
  message.destroy();
  const target = URL.canParse(headers.location ?? "", `https://${host}`)
    ? new URL(headers.location ?? "", `https://${host}`).hostname
    : "";
  throw new Fault("source.redirect.refused", "never", `${host} sends us elsewhere.`, {
    host,
    target,
    status,
  });
}

function headersOf(message: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  return headers;
}
