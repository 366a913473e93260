import { at } from "../../columns.ts";
import type { District } from "../../district.ts";
import { type Collection, type CollectionName, collections } from "./collections.ts";
import type { JsonRecord } from "./record-fields.ts";
import { readFilter } from "./record-filter.ts";
import { createRecordSources, type RecordSource, type RosterSetting } from "./record-source.ts";
import { createSchoolIndex } from "./school-index.ts";
import type { SchoolPart } from "./school-parts.ts";

/** Which objects of a collection, in which order. */
export interface ListQuery {
  readonly filter: string;
  /** Field to sort by; "" leaves the order of the files. */
  readonly sort: string;
  readonly isDescending: boolean;
}

/** A listing: how many objects, and each of them by position. Objects are made when they are asked for. */
export interface RosterListing {
  readonly count: number;
  at(position: number): JsonRecord;
}

/** What in a question is not understood. */
export interface RefusedListing {
  readonly refused: "filter" | "sort";
}

/** A district's listings. A new day is a new one. */
export interface RosterListings {
  fields(name: CollectionName): ReadonlySet<string>;
  /** Tells why a listing cannot be given instead: what in the question is not understood. */
  list(name: CollectionName, query: ListQuery): RosterListing | RefusedListing;
  /** The part of a collection that hangs on a school; the school is there. */
  listOfSchool(part: SchoolPart, school: string, query: ListQuery): RosterListing | RefusedListing;
  one(name: CollectionName, sourcedId: string): JsonRecord | undefined;
}

/** Opens a district for serving. Each listing costs one pass over its collection, when it is first asked for. */
export function createRosterListings(district: District, setting: RosterSetting): RosterListings {
  const sources = createRecordSources(district, setting);
  const placesOf = createPlaceStore();
  function open(name: CollectionName) {
    const { base, keeps }: Collection = collections[name];
    return { source: sources[base], keeps };
  }
  const placesAt = createSchoolIndex((part) => {
    const { source, keeps } = open(part);
    return { source, places: presentPlaces(source, keeps) };
  });
  return {
    fields: (name) => open(name).source.fields,
    list(name, query) {
      const { source, keeps } = open(name);
      return choose({ source, placesOf, key: [name] }, query, (wanted) => {
        const both = (record: JsonRecord) => (keeps?.(record) ?? true) && (wanted?.(record) ?? true);
        return presentPlaces(source, wanted === undefined && keeps === undefined ? undefined : both);
      });
    },
    listOfSchool(part, school, query) {
      const { source } = open(part);
      return choose({ source, placesOf, key: [part, "at", school] }, query, (wanted) => {
        const places = placesAt(part, school);
        return wanted === undefined ? places : places.filter((place) => wanted(source.at(place) ?? {}));
      });
    },
    one(name, sourcedId) {
      const { source, keeps } = open(name);
      const all = placesOf([name, ""], () => presentPlaces(source, keeps));
      const sorted = placesOf([name, "", "sourcedId"], () => sortPlaces(all, source, "sourcedId"));
      const place = findPlace(sorted, source, sourcedId);
      return place === undefined ? undefined : source.at(place);
    },
  };
}

/** Where a listing is chosen from, and under which key its places are kept. */
interface Choice {
  readonly source: RecordSource;
  readonly placesOf: PlaceStore;
  readonly key: readonly string[];
}

/** @param all the places that the filter keeps, or all where there is none */
function choose(
  { source, placesOf, key }: Choice,
  { filter, sort, isDescending }: ListQuery,
  all: (keeps: ((record: JsonRecord) => boolean) | undefined) => Uint32Array,
): RosterListing | RefusedListing {
  const test = filter === "" ? undefined : readFilter(filter, source.fields);
  if (test !== undefined && "refused" in test) return { refused: "filter" };
  if (sort !== "" && !source.fields.has(sort)) return { refused: "sort" };
  const found = placesOf([...key, filter], () => all(test?.keeps));
  const places =
    sort === "" ? found : placesOf([...key, filter, sort], () => sortPlaces(found, source, sort));
  return listingOf(source, places, isDescending);
}

type PlaceStore = (of: readonly string[], make: () => Uint32Array) => Uint32Array;

/** Listings kept; 4 bytes an object each. */
const mostKept = 24;

/** Keeps the places of the listings that were asked for last. */
function createPlaceStore(): PlaceStore {
  const kept = new Map<string, Uint32Array>();
  return (of, make) => {
    const key = JSON.stringify(of);
    const places = kept.get(key) ?? make();
    kept.delete(key);
    kept.set(key, places);
    for (const oldest of kept.keys()) {
      if (kept.size <= mostKept) break;
      kept.delete(oldest);
    }
    return places;
  };
}

function listingOf(source: RecordSource, places: Uint32Array, isDescending: boolean): RosterListing {
  return {
    count: places.length,
    at(position) {
      const record = source.at(at(places, isDescending ? places.length - 1 - position : position));
      if (record === undefined) throw new Error("an object of a listing is not there");
      return record;
    },
  };
}

function presentPlaces(
  source: RecordSource,
  keeps: ((record: JsonRecord) => boolean) | undefined,
): Uint32Array {
  const places = new Uint32Array(source.places);
  let count = 0;
  for (let place = 0; place < source.places; place += 1) {
    const record = keeps === undefined ? undefined : source.at(place);
    const isIn =
      keeps === undefined ? source.idAt(place) !== undefined : record !== undefined && keeps(record);
    if (!isIn) continue;
    places[count] = place;
    count += 1;
  }
  return places.slice(0, count);
}

/** In the order of a field, by code units; equal ones as they stood. Most files are in the order of their ids. */
function sortPlaces(places: Uint32Array, source: RecordSource, field: string): Uint32Array {
  const keyOf = (place: number) =>
    field === "sourcedId" ? (source.idAt(place) ?? "") : String(source.at(place)?.[field] ?? "");
  const keys: string[] = [];
  let isSorted = true;
  for (const place of places) {
    const key = keyOf(place);
    if (isSorted && (keys.at(-1) ?? "") > key) isSorted = false;
    keys.push(key);
  }
  if (isSorted) return places;
  const order = Uint32Array.from(keys, (_, index) => index);
  order.sort((a, b) => compare(keys[a] ?? "", keys[b] ?? "") || a - b);
  return order.map((index) => at(places, index));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function findPlace(sorted: Uint32Array, source: RecordSource, sourcedId: string): number | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((source.idAt(at(sorted, middle)) ?? "") < sourcedId) low = middle + 1;
    else high = middle;
  }
  const place = sorted[low];
  return place !== undefined && source.idAt(place) === sourcedId ? place : undefined;
}
