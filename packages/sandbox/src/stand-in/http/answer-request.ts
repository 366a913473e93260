import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { type Asked, askedQuery, credentialOf } from "./asked.ts";
import type { FaultBook, HappeningFault, WalkPlace } from "./fault.ts";
import { type Answer, decodeParams, type MatchedRoute, matchRoute, type Route } from "./route.ts";
import { answerOfFault, sendAnswer, sendEndless } from "./send-answer.ts";

/** What was given out so far. */
export interface Served {
  answers: number;
  /** Of bodies. */
  bytes: number;
  /** Spent on making and handing over answers; waiting on demand is not counted. */
  milliseconds: number;
}

/** What a server answers from. */
export interface Desk {
  readonly routes: readonly Route[];
  readonly expireTokens?: () => void;
  readonly notFound?: Answer;
  readonly book: FaultBook;
  readonly count: (listing: string, cursor: string) => WalkPlace;
  readonly asked: Asked[];
  readonly served: Served;
  readonly origin: () => string;
}

/** A request with its route and the faults that happen to it. */
interface Case {
  readonly method: string;
  readonly path: string;
  readonly search: string;
  readonly query: URLSearchParams;
  readonly match: MatchedRoute | undefined;
  readonly place: WalkPlace | undefined;
  readonly happening: readonly HappeningFault[];
}

/** Answers one request, or leaves it without an answer when a fault says so. */
export async function answerRequest(
  desk: Desk,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // A client that leaves in the middle is what half of the faults are for.
  response.on("error", () => {});
  try {
    const body = await readBody(request);
    if (body === undefined) return;
    const found = openCase(desk, request);
    const asked: Asked = {
      method: found.method,
      path: found.path,
      query: askedQuery(found.query),
      name: found.match?.route.name ?? "",
      page: found.place?.page,
      credential: credentialOf(request.headers),
      status: undefined,
    };
    const place = desk.asked.push(asked) - 1;
    const status = await giveAnswer(desk, found, request, response, body);
    if (desk.asked[place] === asked) desk.asked[place] = { ...asked, status };
  } catch (error) {
    response.destroy();
    throw error;
  }
}

function openCase(desk: Desk, request: IncomingMessage): Case {
  const [path = "/", ...rest] = (request.url ?? "/").split("?");
  const search = rest.join("?");
  const query = new URLSearchParams(search);
  const method = request.method ?? "GET";
  const match = matchRoute(desk.routes, method, path);
  const cursor = match?.route.cursor?.(query);
  const place = cursor === undefined ? undefined : desk.count(path, cursor);
  const happening = match === undefined ? [] : desk.book.happening(match.route.name, place);
  return { method, path, search, query, match, place, happening };
}

async function giveAnswer(
  desk: Desk,
  found: Case,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<number | undefined> {
  const faults = found.happening.map(({ fault }) => fault);
  for (const fault of faults) if (fault.kind === "slow") await sleep(fault.delayMs);
  if (faults.some(({ kind }) => kind === "expire-tokens")) desk.expireTokens?.();
  if (faults.some((fault) => fault.kind === "hang" && fault.half !== true)) return undefined;
  const endless = faults.find((fault) => fault.kind === "endless");
  if (endless !== undefined) {
    sendEndless(response, endless.encoding);
    return 200;
  }
  const began = performance.now();
  const instead = faults.map(answerOfFault).find((answer) => answer !== undefined);
  const answer = instead ?? trueAnswer(desk, found, request, body);
  desk.served.bytes += sendAnswer(response, answer, faults);
  desk.served.answers += 1;
  desk.served.milliseconds += performance.now() - began;
  return answer.status;
}

function trueAnswer(desk: Desk, found: Case, request: IncomingMessage, body: string): Answer {
  const { match, method, path, search, query, happening } = found;
  if (match === undefined) return desk.notFound ?? { status: 404, json: {} };
  const params = decodeParams(match.rawParams);
  if (params === undefined) return { status: 400, json: {} };
  const { rawParams } = match;
  const { headers } = request;
  const origin = desk.origin();
  return match.route.answer({
    method,
    path,
    search,
    query,
    rawParams,
    params,
    headers,
    body,
    origin,
    happening,
  });
}

const mostBody = 64 * 1024;

/** The body; undefined when the client left before it was complete. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      if (size <= mostBody) chunks.push(bytes);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString("utf8");
}
