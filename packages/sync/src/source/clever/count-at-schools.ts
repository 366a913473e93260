import { orAborted } from "../network/or-aborted.ts";
import type { Sighting, Uncounted } from "../source.ts";
import type { JsonObject } from "./json.ts";
import { readSection, readUser } from "./objects.ts";
import { type Collection, type Reading, readCollection } from "./read-collection.ts";
import { type SharedOrgs, userRows } from "./to-oneroster/user-rows.ts";

/** Objects of a collection that a look reads to count them by school: Clever tells no totals of a school. */
export const mostCounted = 10_000;

/** In ms, for all collections together: what is not counted by then stays untold. */
const longestMs = 20_000;

type Kind = "students" | "staff" | "classes";

const kinds: readonly Kind[] = ["students", "staff", "classes"];

/** What a collection counts as; anything else is no school's. */
const kindOf: Readonly<Record<string, Kind>> = {
  students: "students",
  teachers: "staff",
  staff: "staff",
  sections: "classes",
};

/** Ids by school and kind, so that whoever teaches and is staff is one; and why a kind is not counted. */
export interface SchoolTally {
  readonly orgs: SharedOrgs;
  readonly ids: Readonly<Record<Kind, Map<string, Set<string>>>>;
  readonly lacking: Map<Kind, Uncounted["because"]>;
  readonly late: AbortSignal;
}

export function openTally(orgs: SharedOrgs): SchoolTally {
  const ids = { students: new Map(), staff: new Map(), classes: new Map() };
  return { orgs, ids, lacking: new Map(), late: AbortSignal.timeout(longestMs) };
}

/**
 * Counts a collection by school, reading it to its end where it is not all on its first page and small enough.
 *
 * @param told how many there are, where Clever tells
 * @throws Fault of the reading; the signal's reason
 */
export async function tallyCollection(
  reading: Reading,
  tally: SchoolTally,
  collection: Collection,
  first: { readonly objects: readonly JsonObject[]; readonly hasNext: boolean },
  told: number | undefined,
): Promise<void> {
  const kind = kindOf[collection.name];
  if (kind === undefined || tally.lacking.has(kind)) return;
  if (!first.hasNext) return note(tally, kind, first.objects);
  const why = (told ?? 0) > mostCounted ? "large" : await tallyPages(reading, tally, collection, kind);
  if (why !== undefined) tally.lacking.set(kind, why);
}

/** Of a collection that is not shared nobody is counted; who teaches are a school's staff also without the others. */
export function leaveOut(tally: SchoolTally, { name }: Collection): void {
  const kind = kindOf[name];
  if (kind !== undefined && name !== "staff") tally.lacking.set(kind, "untold");
}

async function tallyPages(
  reading: Reading,
  tally: SchoolTally,
  collection: Collection,
  kind: Kind,
): Promise<Uncounted["because"] | undefined> {
  const pages = readCollection(reading, collection);
  let received = 0;
  try {
    for (;;) {
      const { value, done } = await orAborted(pages.next(), tally.late);
      if (done === true) return undefined;
      received += value.length;
      if (received > mostCounted) return "large";
      note(tally, kind, value);
    }
  } catch (error) {
    reading.connection.signal.throwIfAborted();
    if (!tally.late.aborted) throw error;
    return "slow";
  }
}

/** Where the fetch would file them: everybody at each of their schools. */
function note({ orgs, ids }: SchoolTally, kind: Kind, objects: readonly JsonObject[]): void {
  const add = (school: string, id: string): void => {
    const known = ids[kind].get(school) ?? new Set();
    ids[kind].set(school, known.add(id));
  };
  for (const json of objects) {
    if (kind === "classes") {
      const { school, id } = readSection(json);
      add(school, id);
      continue;
    }
    for (const { role, orgSourcedId, userSourcedId } of userRows(readUser(json), orgs).roles)
      if ((role === "student") === (kind === "students")) add(orgSourcedId, userSourcedId);
  }
}

/** The schools with what was counted there. */
export function withTally(
  schools: Sighting["schools"],
  { ids, lacking }: SchoolTally,
): Pick<Sighting, "schools" | "uncounted"> {
  const told = kinds.filter((kind) => !lacking.has(kind));
  const counted = schools.map((school) => ({
    ...school,
    ...Object.fromEntries(told.map((kind) => [kind, ids[kind].get(school.sourcedId)?.size ?? 0])),
  }));
  const [because] = lacking.values();
  const isWithout = told.length === 0 && because !== undefined && schools.length > 0;
  return { schools: counted, ...(isWithout ? { uncounted: { schools: schools.length, because } } : {}) };
}
