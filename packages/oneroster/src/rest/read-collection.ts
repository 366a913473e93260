import { CollectionError, type CollectionProblem } from "./collection-error.ts";
import { type NextLink, readNextLink } from "./next-link.ts";
import { withQuery } from "./percent-encode.ts";
import { isObject, type RestAnswer, type RestObject, readJson } from "./rest-fetch.ts";
import { askServer, type RestServer } from "./rest-server.ts";
import { createSeenIds, hashText, type SeenIds } from "./seen-ids.ts";

/** A collection as it is to be read. */
export interface Collection {
  readonly name: string;
  /** Without a query and without a slash at its end (Q125). */
  readonly url: URL;
  /** Under which key the list stands; a bare list is taken too. */
  readonly key: string;
  /** The field that tells two objects apart. */
  readonly idField: string;
  /** Objects asked for at a time; fewer may come. */
  readonly pageSize: number;
  /** Whether `sort` and `orderBy` are sent: without them the order is the server's affair (Q124). */
  readonly sorts: boolean;
  /** Headers that may hold the total, in small letters. */
  readonly totalHeader: string;
  /** Pages after which a listing counts as endless. */
  readonly maxPages: number;
  /** Whether the next page is asked for while one is used; not for who wants the first alone. */
  readonly readsAhead: boolean;
}

export interface CollectionPage {
  readonly number: number;
  /** Objects that were not on a page before; what they say is not looked at. */
  readonly items: readonly RestObject[];
  /** Objects so far, this page's among them. */
  readonly received: number;
  /** As announced, where it is. */
  readonly total: number | undefined;
}

/** Why the listing counts as complete. `total`: as many as announced came. `end`: the server had no more. */
export interface CollectionProof {
  readonly by: "total" | "end";
  readonly received: number;
  readonly announced: number | undefined;
  /**
   * Objects that came on a second page too: 0 in a listing at rest. The mark is the same where the same ones came
   * twice: then it is the server that lists them twice, and not a listing that moved.
   */
  readonly repeated: number;
  readonly repeatedMark: number;
}

/** Smallest page that is asked for when a larger one is too much for the server. */
const smallestPage = 50;

/**
 * Reads a collection page by page until its end is proved (oneroster-rest §4, Q121–Q124), and returns the proof.
 *
 * The offset advances by what was received, not by what was asked for: pages may be cut silently. The end is the
 * announced total, a `Link` header that names no next page, or a page that holds nothing new. Where no total is
 * announced each page is asked for from the last row of the one before, which must still be there: it is the only way
 * to notice that something vanished in the meantime.
 *
 * @throws CollectionError; with `mayPass` where the listing moved while it was read
 */
export async function* readCollection(
  server: RestServer,
  collection: Collection,
): AsyncGenerator<CollectionPage, CollectionProof, undefined> {
  const reading = openReading(server, collection);
  let asked: Promise<RestAnswer> | undefined;
  for (let number = 1; number <= collection.maxPages; number += 1) {
    const answer = await (asked ?? askForPage(reading));
    const link = readNextLink(answer.headers.get("link"));
    const items = freshItems(reading, await listedItems(reading, answer));
    noteTotal(reading, answer);
    noteItems(reading, items);
    const proof = proofOf(reading, items.length, link);
    const { total, received } = reading;
    if (proof === undefined) {
      reading.cursor = cursorOf(reading, link);
      reading.page = number + 1;
      asked = collection.readsAhead && number < collection.maxPages ? askAhead(reading) : undefined;
    }
    yield { number, items, received, total };
    if (proof !== undefined) return proof;
  }
  throw problem(reading, { kind: "endless", pages: collection.maxPages });
}

/** Asks while the page before is being used. What goes wrong is met when the page's turn comes. */
function askAhead(reading: Reading): Promise<RestAnswer> {
  const asked = askForPage(reading);
  asked.catch(() => undefined);
  return asked;
}

/** How far the reading of one collection is. */
interface Reading {
  readonly server: RestServer;
  readonly collection: Collection;
  readonly seen: SeenIds;
  limit: number;
  page: number;
  received: number;
  lastId: string;
  total: number | undefined;
  /** The header holds the size of the page and not of the collection: some servers mix them up. */
  ignoresTotal: boolean;
  /** More came than was asked for: a server that knows no pages gives everything, and gives it again. */
  exceedsLimit: boolean;
  /** A query given by the server in place of an offset. */
  cursor: URLSearchParams | undefined;
  repeated: number;
  repeatedMark: number;
}

function openReading(server: RestServer, collection: Collection): Reading {
  return {
    ...{ server, collection, seen: createSeenIds(), limit: collection.pageSize, page: 1, received: 0 },
    ...{ lastId: "", total: undefined, ignoresTotal: false, exceedsLimit: false, cursor: undefined },
    ...{ repeated: 0, repeatedMark: 0 },
  };
}

function problem({ collection, page }: Reading, what: CollectionProblem): CollectionError {
  return new CollectionError(collection.name, page, what);
}

/** Asks for the page; for half of it where the server fails at the whole. */
async function askForPage(reading: Reading): Promise<RestAnswer> {
  const { server, collection, page } = reading;
  for (;;) {
    try {
      return await askServer(server, pageUrl(reading), { collection: collection.name, page });
    } catch (error) {
      const isTooMuch = server.isTooMuch(error) || isFailure(error);
      if (!isTooMuch || reading.cursor !== undefined || reading.limit <= smallestPage) throw error;
      reading.limit = Math.max(smallestPage, Math.floor(reading.limit / 2));
    }
  }
}

function isFailure(error: unknown): boolean {
  return error instanceof CollectionError && error.problem.kind === "failed" && error.problem.status >= 500;
}

function pageUrl(reading: Reading): URL {
  const { collection, cursor, limit, received } = reading;
  if (cursor !== undefined) return withQuery(collection.url, cursor);
  const query: [string, string][] = [
    ["limit", String(limit)],
    ["offset", String(received - overlapOf(reading))],
  ];
  if (collection.sorts) query.push(["sort", collection.idField], ["orderBy", "asc"]);
  return withQuery(collection.url, query);
}

/**
 * One row of the page before is asked for again where nothing else would show that rows moved, and to confirm an end:
 * some servers take an offset behind the last row for a mistake.
 */
function overlapOf({ total, received, cursor }: Reading): 0 | 1 {
  return (total === undefined || total === received) && received > 0 && cursor === undefined ? 1 : 0;
}

/** The list of an answer. An answer without one is never an empty list. */
async function listedItems(reading: Reading, answer: RestAnswer): Promise<readonly RestObject[]> {
  const body = await readJson(answer);
  if (body === undefined) throw problem(reading, { kind: "unreadable" });
  const list = isObject(body) ? body[reading.collection.key] : body;
  if (!Array.isArray(list)) throw problem(reading, { kind: "list-missing" });
  if (!list.every(isObject)) throw problem(reading, { kind: "item-unreadable" });
  return list;
}

/** The items without the one that was asked for again. */
function freshItems(reading: Reading, items: readonly RestObject[]): readonly RestObject[] {
  if (items.length > 1 && items.every((item) => reading.seen.has(idOf(reading, item)))) {
    if (reading.exceedsLimit && reading.page === 2 && items.length === reading.received) return [];
    throw problem(reading, { kind: "stuck" });
  }
  if (overlapOf(reading) === 0) return items;
  const [first] = items;
  if (first === undefined || idOf(reading, first) !== reading.lastId)
    throw problem(reading, { kind: "moved" });
  return items.slice(1);
}

function idOf({ collection }: Reading, item: RestObject): string {
  const id = item[collection.idField];
  // An object without an id is told apart by all that it says.
  return typeof id === "string" || typeof id === "number" ? String(id) : JSON.stringify(item);
}

function noteTotal(reading: Reading, { headers }: RestAnswer): void {
  if (reading.ignoresTotal) return;
  const said = headers.get(reading.collection.totalHeader)?.trim() ?? "";
  if (!/^\d{1,12}$/.test(said)) return;
  const now = Number(said);
  const before = reading.total;
  if (before !== undefined && before !== now && !isSizeOfPage(reading))
    throw problem(reading, { kind: "total-changed", before, now });
  if (before === undefined || before === now) reading.total = now;
}

/** On the page after one that seemed to be all: what was announced was the size of that page. */
function isSizeOfPage({ total, received }: Reading): boolean {
  return total === received && received > 0;
}

/** Counts the page's objects, and those that came on a page before. */
function noteItems(reading: Reading, items: readonly RestObject[]): void {
  if (items.length > 0 && isSizeOfPage(reading)) {
    reading.ignoresTotal = true;
    reading.total = undefined;
  }
  const ids = items.map((item) => idOf(reading, item));
  const isNew = ids.map((id) => reading.seen.add(id));
  if (isNew.includes(false)) noteRepeated(reading, ids, isNew);
  if (items.length > reading.limit) reading.exceedsLimit = true;
  reading.received += items.length;
  reading.lastId = ids.at(-1) ?? reading.lastId;
}

/** What stands twice on this page alone did not come on a page before. */
function noteRepeated(reading: Reading, ids: readonly string[], isNew: readonly boolean[]): void {
  const firstHere = new Set(ids.filter((_, place) => isNew[place]));
  const out = new Uint32Array(2);
  for (const id of ids) {
    if (firstHere.has(id)) continue;
    hashText(id, out);
    reading.repeated += 1;
    reading.repeatedMark = (reading.repeatedMark + (out[0] ?? 0)) >>> 0;
  }
}

/** Whether this page was the last, and how we know. */
function proofOf(reading: Reading, fresh: number, link: NextLink): CollectionProof | undefined {
  const { total, received, repeated, repeatedMark } = reading;
  const proof = { received, announced: total, repeated, repeatedMark };
  const isLast = link.kind === "last" || (link.kind === "none" && reading.cursor !== undefined);
  if (total === undefined) return fresh === 0 || isLast ? { by: "end", ...proof } : undefined;
  if (received > total) throw problem(reading, { kind: "total-differs", total, received });
  // @NOTE "all" on the first page may be a server that announces the size of the page: one more question tells.
  const isSure = reading.page > 1 || fresh === 0 || isLast;
  if (received === total) return isSure ? { by: "total", ...proof } : undefined;
  if (fresh === 0) throw problem(reading, { kind: "total-differs", total, received });
  return undefined;
}

/**
 * The server's own query for the next page, where it counts in something else than an offset. An offset of the
 * server's is not used: some add the limit that was asked for to it, whatever they sent.
 */
function cursorOf(reading: Reading, link: NextLink): URLSearchParams | undefined {
  if (link.kind !== "next" || link.query.has("offset") || link.query.size === 0) return undefined;
  if (String(reading.cursor) === String(link.query)) throw problem(reading, { kind: "stuck" });
  return link.query;
}
