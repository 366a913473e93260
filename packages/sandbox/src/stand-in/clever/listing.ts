import { pageWindow } from "../http/page-window.ts";
import type { Answer, StandInRequest } from "../http/route.ts";
import type { CleverObject, CleverVersion } from "./clever-word.ts";

/** Objects in the order of their ids, made when they are asked for. */
export interface Listing {
  readonly ids: readonly string[];
  object(place: number, version: CleverVersion): CleverObject;
}

/** A listing of rows, put into the order of their ids. */
export function createListing(
  rows: readonly number[],
  idOf: (row: number) => string,
  object: (row: number, version: CleverVersion) => CleverObject,
): Listing {
  const sorted = rows.map((row) => ({ row, id: idOf(row) })).sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    ids: sorted.map(({ id }) => id),
    object: (place, version) => object(sorted[place]?.row ?? -1, version),
  };
}

/** A listing of objects that are there already. */
export function listObjects(objects: readonly CleverObject[]): Listing {
  const sorted = [...objects].sort((a, b) => (a.id < b.id ? -1 : 1));
  return createListing(
    sorted.map((_, place) => place),
    (place) => sorted[place]?.id ?? "",
    (place) => sorted[place] ?? { id: "" },
  );
}

/** The place of an id, or -1. */
export function placeOf(listing: Listing, id: string): number {
  const place = placeAfter(listing.ids, id) - 1;
  return listing.ids[place] === id ? place : -1;
}

/** The first place whose id is greater. */
function placeAfter(ids: readonly string[], id: string): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? "") <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

const usualLimit = 100;
const largestLimit = 10_000;

/**
 * A page with the length of the whole listing beside it, where that is asked for with `count=true`: districts, schools,
 * terms, courses, sections and users, and nothing that hangs on one of them. @NOTE Swagger knows the question and
 * not the answer; Clever's own clients read a number `count` at the top.
 */
export function withCount(answer: Answer, listing: Listing, { query, happening }: StandInRequest): Answer {
  const isAsked = query.get("count") === "true" && answer.status === 200 && typeof answer.json === "object";
  const { total } = pageWindow({ start: 0, limit: 1, count: listing.ids.length }, happening);
  return isAsked && total !== undefined ? { ...answer, json: { ...answer.json, count: total } } : answer;
}

/**
 * One page of a listing (clever.md §3): ascending ids, the next page after the last id, at most 10,000 objects, each
 * wrapped once more in `data`. A page ends where its last id is, so a listing that changes does not shift under it.
 */
export function pageAnswer(
  listing: Listing,
  request: StandInRequest,
  version: CleverVersion,
  uriOf: (id: string) => string,
): Answer {
  const { query, path, happening } = request;
  const limit = Number(query.get("limit") ?? usualLimit);
  if (!Number.isInteger(limit) || limit < 1) return { status: 400, json: { message: "limit is no number" } };
  if (limit > largestLimit) return { status: 413, json: { message: `limit is at most ${largestLimit}` } };
  const after = query.get("starting_after");
  const before = query.get("ending_before");
  const end = before === null ? listing.ids.length : Math.max(0, placeAfter(listing.ids, before) - 1);
  const start =
    after === null ? (before === null ? 0 : Math.max(0, end - limit)) : placeAfter(listing.ids, after);
  const faults = happening.filter(({ fault }) => fault.kind !== "drift");
  const { from, to, next, hasLinks } = pageWindow({ start, limit, count: end }, faults);
  const ids = listing.ids.slice(from, to);
  const link = (rel: string, name: string, id: string | undefined) => {
    const other = new URLSearchParams(query);
    for (const cursor of ["starting_after", "ending_before"]) other.delete(cursor);
    other.set(name, id ?? "");
    return { rel, uri: `${path}?${other}` };
  };
  return {
    status: 200,
    json: {
      data: ids.map((id, place) => ({ data: listing.object(from + place, version), uri: uriOf(id) })),
      links: [
        { rel: "self", uri: `${path}${request.search === "" ? "" : `?${request.search}`}` },
        ...(hasLinks && next !== undefined && ids.length > 0
          ? [link("next", "starting_after", ids.at(-1))]
          : []),
        ...(hasLinks && from > 0 && ids.length > 0 ? [link("prev", "ending_before", ids[0])] : []),
      ],
    },
  };
}
