import { CollectionError, type CollectionProblem } from "./collection-error.ts";
import type { RestServer } from "./rest-server.ts";
import { createSeenIds, type SeenIds } from "./seen-ids.ts";

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

/** How far the reading of one collection is. */
export interface Reading {
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
  /** The page before held as many as were asked for. */
  wasFull: boolean;
  /** A query given by the server in place of an offset. */
  cursor: URLSearchParams | undefined;
  repeated: number;
  repeatedMark: number;
}

/** At the first page. */
export function openReading(server: RestServer, collection: Collection): Reading {
  return {
    ...{ server, collection, seen: createSeenIds(), limit: collection.pageSize, page: 1, received: 0 },
    ...{ lastId: "", total: undefined, ignoresTotal: false, exceedsLimit: false, wasFull: false },
    ...{ cursor: undefined, repeated: 0, repeatedMark: 0 },
  };
}

/** What is wrong with the page that is being read. */
export function problem({ collection, page }: Reading, what: CollectionProblem): CollectionError {
  return new CollectionError(collection.name, page, what);
}

/**
 * One row of the page before is asked for again where nothing else would show that rows moved, and to confirm an end:
 * some servers take an offset behind the last row for a mistake.
 */
export function overlapOf({ total, received, cursor }: Reading): 0 | 1 {
  return (total === undefined || total === received) && received > 0 && cursor === undefined ? 1 : 0;
}
