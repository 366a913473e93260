import { CollectionError } from "./collection-error.ts";
import { withQuery } from "./percent-encode.ts";
import { overlapOf, type Reading } from "./reading.ts";
import type { RestAnswer } from "./rest-fetch.ts";
import { askServer } from "./rest-server.ts";

/** Smallest page that is asked for when a larger one is too much for the server. */
const smallestPage = 50;

/** Asks for the page; for half of it where the server fails at the whole. */
export async function askForPage(
  reading: Reading,
  onSent: () => void = () => undefined,
): Promise<RestAnswer> {
  const { server, collection, page } = reading;
  for (;;) {
    try {
      return await askServer(server, pageUrl(reading), { collection: collection.name, page, onSent });
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

/** A page that was asked for before it is needed. */
export interface Ahead {
  readonly answer: Promise<RestAnswer>;
  /** How far the reading is thought to be when the page is needed. */
  readonly expected: Readonly<Reading>;
}

/**
 * Asks for the next page, if pages are asked for ahead, and comes back once the question is on its way. What goes wrong
 * is met when the page's turn comes.
 *
 * @NOTE whoever uses the page before does so in one go. A question that had not left by then was held up until the
 * page was used, and the server had nothing to do meanwhile.
 */
export async function askAhead({ ...expected }: Reading): Promise<Ahead | undefined> {
  const { readsAhead, maxPages } = expected.collection;
  if (!readsAhead || expected.page > maxPages) return undefined;
  const sent = Promise.withResolvers<void>();
  const answer = askForPage(expected, sent.resolve);
  await Promise.race([sent.promise, answer.then(doNothing, doNothing)]);
  return { answer, expected };
}

const doNothing = (): undefined => undefined;

/**
 * Asks for the page behind the one that has come, before that one is looked into, where there is one by the total and
 * the pages were full so far. The server works meanwhile; still it is asked for one page at a time.
 */
export async function askBeyond(reading: Reading): Promise<Ahead | undefined> {
  const { wasFull, limit, total = 0, cursor, page } = reading;
  const received = reading.received + limit;
  if (!wasFull || cursor !== undefined || received >= total) return undefined;
  return askAhead({ ...reading, received, page: page + 1 });
}

/** Whether the page that was asked for is the next one: nobody knew how full the page before was. */
export function isAsExpected({ received, total, cursor, page }: Reading, { expected }: Ahead): boolean {
  const isSamePlace = received === expected.received && page === expected.page;
  return isSamePlace && total === expected.total && cursor === undefined;
}

/** Waits for the page; what was learned about the size of pages on the way is kept. */
export async function hasArrived(reading: Reading, { answer, expected }: Ahead): Promise<RestAnswer> {
  const arrived = await answer;
  reading.limit = expected.limit;
  return arrived;
}
