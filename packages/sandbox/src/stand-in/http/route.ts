import type { IncomingHttpHeaders } from "node:http";
import type { HappeningFault } from "./fault.ts";

/** A request as a handler sees it. */
export interface StandInRequest {
  readonly method: string;
  /** As it came, still encoded, without the query. */
  readonly path: string;
  /** Everything behind `?`, as it came. */
  readonly search: string;
  readonly query: URLSearchParams;
  /** The `:names` of the route, as they came, still encoded. */
  readonly rawParams: Readonly<Record<string, string>>;
  /** The same, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** At most 64 KiB of it. */
  readonly body: string;
  /** `http://127.0.0.1:port` of this server. */
  readonly origin: string;
  /** For `pageWindow`. */
  readonly happening: readonly HappeningFault[];
}

/** What a handler answers: `json`, or a `text` of some `type`, or nothing. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  readonly type?: string;
}

/** One thing the server can be asked. */
export interface Route {
  /** What faults and the book of requests call it: `users`, `token`. */
  readonly name: string;
  readonly method: "GET" | "POST";
  /** `/users/:id`; a `:name` takes one segment, still encoded, whatever is in it. */
  readonly path: string;
  /** For a listing: how far the client is, "" on the first page. Pages are counted by it. */
  readonly cursor?: (query: URLSearchParams) => string;
  readonly answer: (request: StandInRequest) => Answer;
}

export interface MatchedRoute {
  readonly route: Route;
  readonly rawParams: Readonly<Record<string, string>>;
}

/** The route of a path that came; the first that fits. */
export function matchRoute(routes: readonly Route[], method: string, path: string): MatchedRoute | undefined {
  for (const route of routes) {
    if (route.method !== method) continue;
    const rawParams = paramsOf(route.path.split("/"), path.split("/"));
    if (rawParams !== undefined) return { route, rawParams };
  }
  return undefined;
}

function paramsOf(
  pattern: readonly string[],
  segments: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const params: Record<string, string> = {};
  for (const [place, part] of pattern.entries()) {
    const segment = segments[place] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = segment;
    else if (part !== segment) return undefined;
  }
  return params;
}

/** Decodes the params; undefined when one of them is badly encoded. */
export function decodeParams(
  rawParams: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> | undefined {
  try {
    return Object.fromEntries(
      Object.entries(rawParams).map(([name, raw]) => [name, decodeURIComponent(raw)]),
    );
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
