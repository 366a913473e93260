import { type PageWindow, pageWindow } from "../http/page-window.ts";
import type { Answer, Route, StandInRequest } from "../http/route.ts";
import { type CollectionName, collectionNames, collections } from "./collections.ts";
import { imsxError } from "./imsx-error.ts";
import type { JsonRecord } from "./record-fields.ts";
import type { OneRosterVersion } from "./record-source.ts";
import type { ListQuery, RefusedListing, RosterListing, RosterListings } from "./roster-listings.ts";
import { schoolParts } from "./school-parts.ts";

/** Where a roster is served and to whom. */
export interface RosterDoor {
  readonly version: OneRosterVersion;
  /** `/ims/oneroster/v1p1`; may hold `:params`. */
  readonly basePath: string;
  /**
   * The roster for a request, or why it is refused. Lists that hang on a school are for whoever may read more than
   * lists and single objects (oneroster-rest §6.2).
   */
  readonly open: (
    request: StandInRequest,
    name: CollectionName,
    isNested: boolean,
  ) => RosterListings | Answer;
  /** The standard's paging headers, or ClassLink's. */
  readonly headers: "oneroster" | "classlink";
}

/** All listings and single reads, and the lists of a school. */
export function oneRosterRoutes(door: RosterDoor): readonly Route[] {
  const singles = collectionNames.map(
    (name): Route => ({
      name: `${name}/id`,
      method: "GET",
      path: `${door.basePath}/${name}/:sourcedId`,
      answer: (request) => answerSingle(door, name, request),
    }),
  );
  const lists = collectionNames.map((name) =>
    listRoute(door, name, name, (request) => {
      const roster = door.open(request, name, false);
      return isRefusal(roster) ? roster : { name, roster, list: (query) => roster.list(name, query) };
    }),
  );
  const ofSchools = schoolParts.map((part) =>
    listRoute(door, `schools/${part}`, `schools/:school/${part}`, (request) => {
      const roster = door.open(request, part, true);
      if (isRefusal(roster)) return roster;
      const { school = "" } = request.params;
      if (roster.one("schools", school) === undefined)
        return imsxError(door.version, "unknownobject", "unknown school");
      return { name: part, roster, list: (query) => roster.listOfSchool(part, school, query) };
    }),
  );
  return [...lists, ...singles, ...ofSchools];
}

/** What is listed, and how it is asked for. */
interface OpenList {
  readonly name: CollectionName;
  readonly roster: RosterListings;
  readonly list: (query: ListQuery) => RosterListing | RefusedListing;
}

function listRoute(
  door: RosterDoor,
  name: string,
  path: string,
  open: (request: StandInRequest) => OpenList | Answer,
): Route {
  return {
    ...{ name, method: "GET", path: `${door.basePath}/${path}` },
    cursor: (query) => (query.get("offset") ?? "0").replace(/^0+$/, ""),
    answer: (request) => {
      const opened = open(request);
      return isRefusal(opened) ? opened : answerList(door, opened, request);
    },
  };
}

function isRefusal(opened: RosterListings | OpenList | Answer): opened is Answer {
  return "status" in opened;
}

function answerList(
  { version, headers: kind }: RosterDoor,
  opened: OpenList,
  request: StandInRequest,
): Answer {
  const { name, roster } = opened;
  const { query } = request;
  const limit = wholeNumber(query.get("limit"), 100, 1);
  const offset = wholeNumber(query.get("offset"), 0, 0);
  if (limit === undefined || offset === undefined)
    return imsxError(version, "invaliddata", "limit or offset is not a number that can be served");
  const chosen = readFields(query, roster.fields(name));
  if (chosen === "refused") return imsxError(version, "invalid_selection_field", "unknown field");
  const listing = openListing(version, query, opened);
  if (!("count" in listing)) return listing;
  const page = pageWindow({ start: offset, limit, count: listing.count }, request.happening);
  const rows: JsonRecord[] = [];
  for (let place = page.from; place < page.to; place += 1) rows.push(select(listing.at(place), chosen));
  const headers = kind === "classlink" ? classLinkHeaders(page) : pagingHeaders(request, page);
  return { status: 200, headers, json: { [collections[name].plural]: rows } };
}

/** A sort that 1.2 does not know leaves the order to the server; 1.1 has a word for refusing it. */
function openListing(
  version: OneRosterVersion,
  query: URLSearchParams,
  opened: OpenList,
): RosterListing | Answer {
  const filter = query.get("filter") ?? "";
  const isDescending = query.get("orderBy") === "desc";
  const listing = opened.list({ filter, sort: query.get("sort") ?? "", isDescending });
  if (!("refused" in listing)) return listing;
  if (listing.refused === "filter")
    return imsxError(version, "invalid_filter_field", "the filter cannot be used");
  if (version === "1.1") return imsxError(version, "invalid_sort_field", "unknown field to sort by");
  return openListing(version, new URLSearchParams({ filter }), opened);
}

function answerSingle(door: RosterDoor, name: CollectionName, request: StandInRequest): Answer {
  const { version } = door;
  const opened = door.open(request, name, false);
  if (isRefusal(opened)) return opened;
  const chosen = readFields(request.query, opened.fields(name));
  if (chosen === "refused") return imsxError(version, "invalid_selection_field", "unknown field");
  const record = opened.one(name, request.params.sourcedId ?? "");
  if (record === undefined) return imsxError(version, "unknownobject", "unknown object");
  return { status: 200, json: { [collections[name].single]: select(record, chosen) } };
}

/** A number of the query; undefined when it cannot be served. */
function wholeNumber(text: string | null, fallback: number, least: number): number | undefined {
  if (text === null) return fallback;
  if (!/^\d{1,9}$/.test(text)) return undefined;
  return Number(text) < least ? undefined : Number(text);
}

function readFields(
  query: URLSearchParams,
  known: ReadonlySet<string>,
): ReadonlySet<string> | undefined | "refused" {
  const text = query.get("fields");
  if (text === null || text === "") return undefined;
  const names = text.split(",").map((name) => name.trim());
  return names.every((name) => known.has(name)) ? new Set(names) : "refused";
}

function select(record: JsonRecord, chosen: ReadonlySet<string> | undefined): JsonRecord {
  if (chosen === undefined) return record;
  return Object.fromEntries(Object.entries(record).filter(([field]) => chosen.has(field)));
}

/** Roster Server's own words behind the proxy. */
function classLinkHeaders(page: PageWindow): Record<string, string> {
  if (page.total === undefined) return { "x-count": String(page.to - page.from) };
  return { "x-count": String(page.to - page.from), "x-total-count": String(page.total) };
}

/** `X-Total-Count`, and `Link` with whole addresses, everything else of the question kept. */
function pagingHeaders(request: StandInRequest, page: PageWindow): Record<string, string> {
  const headers: Record<string, string> = {};
  if (page.total !== undefined) headers["X-Total-Count"] = String(page.total);
  if (!page.hasLinks) return headers;
  const link = (offset: number, rel: string) => {
    const query = new URLSearchParams(request.query);
    query.set("limit", String(page.limit));
    query.set("offset", String(offset));
    return `<${request.origin}${request.path}?${query}>; rel="${rel}"`;
  };
  const start = Number(request.query.get("offset") ?? 0);
  const last = Math.max(0, Math.ceil(page.count / page.limit) - 1) * page.limit;
  const links = [link(0, "first"), link(last, "last")];
  if (page.next !== undefined) links.unshift(link(page.next, "next"));
  if (start > 0) links.push(link(Math.max(0, start - page.limit), "prev"));
  return { ...headers, Link: links.join(", ") };
}
