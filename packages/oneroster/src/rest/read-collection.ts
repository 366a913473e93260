import { type Ahead, askAhead, askBeyond, askForPage, hasArrived, isAsExpected } from "./ask-for-page.ts";
import { type NextLink, readNextLink } from "./next-link.ts";
import { type Collection, openReading, overlapOf, problem, type Reading } from "./reading.ts";
import { isObject, type RestAnswer, type RestObject, readJson } from "./rest-fetch.ts";
import type { RestServer } from "./rest-server.ts";
import { hashText } from "./seen-ids.ts";

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
  let ahead: Ahead | undefined;
  for (let number = 1; number <= collection.maxPages; number += 1) {
    const answer = await (ahead === undefined ? askForPage(reading) : hasArrived(reading, ahead));
    const beyond = await askBeyond(reading);
    const link = readNextLink(answer.headers.get("link"));
    const items = freshItems(reading, await listedItems(reading, answer));
    noteTotal(reading, answer);
    noteItems(reading, items);
    const proof = proofOf(reading, items.length, link);
    const { total, received } = reading;
    if (proof === undefined) {
      reading.cursor = cursorOf(reading, link);
      reading.page = number + 1;
      ahead = await nextOf(reading, beyond);
    }
    yield { number, items, received, total };
    if (proof !== undefined) return proof;
  }
  throw problem(reading, { kind: "endless", pages: collection.maxPages });
}

/** What was asked for already, where that is the next page; else it is let go, and the next page is asked for. */
async function nextOf(reading: Reading, beyond: Ahead | undefined): Promise<Ahead | undefined> {
  if (beyond !== undefined && isAsExpected(reading, beyond)) return beyond;
  await beyond?.answer.catch(() => undefined);
  return askAhead(reading);
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
  reading.wasFull = items.length === reading.limit;
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
