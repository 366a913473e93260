import { type CollectionName, collectionNames } from "@muster/oneroster/rest/collections.ts";
import { noteFields } from "@muster/oneroster/rest/payload/known-fields.ts";
import { countNotes } from "@muster/oneroster/rest/payload/payload-notes.ts";
import { rootOrgOf } from "@muster/oneroster/rest/payload/user-rows.ts";
import { type CollectionPage, readCollection } from "@muster/oneroster/rest/read-collection.ts";
import { isObject, type RestObject } from "@muster/oneroster/rest/rest-fetch.ts";
import type { Connection, Sighting } from "../source.ts";
import { collectionFault } from "./collection-fault.ts";
import { countAtSchools } from "./count-at-schools.ts";
import { refusedStatus } from "./deliver-collections.ts";
import type { OpenRoster } from "./open-roster.ts";

/** Objects of a collection that a look takes in hand, to see which fields come; of people more, to see whether families do. */
const sampleOf = (name: CollectionName): number => (name === "users" ? 200 : 20);

/**
 * Looks at a roster: signs in, reads the orgs, and the first few of everything else for what is announced and which
 * fields come, and asks how many there are at each school. No value but names and ids of schools leaves this place.
 *
 * @throws Fault `source.*`
 */
export async function lookAtRoster(connection: Connection, roster: OpenRoster): Promise<Sighting> {
  const counts: Record<string, number> = {};
  const notShared: string[] = [];
  const oversharing = new Set<string>();
  const fields: Record<string, readonly string[]> = {};
  let guardians: Sighting["guardians"];
  let orgs: readonly RestObject[] = [];
  for (const name of collectionNames) {
    if (roster.lacks.includes(name)) continue;
    connection.onProgress({ what: name });
    const seen = await lookAtCollection(roster, name);
    if (seen === undefined) notShared.push(name);
    else if (seen.count !== undefined) counts[name] = seen.count;
    const sensitive = sensitiveFields(name, seen?.items ?? []);
    for (const field of sensitive) oversharing.add(field);
    const names = new Set((seen?.items ?? []).flatMap((item) => Object.keys(item)));
    if (names.size > 0) fields[name] = [...names].filter((field) => !sensitive.includes(`${name}.${field}`));
    if (name === "users" && seen !== undefined) guardians = familiesAmong(seen);
    if (name === "orgs") orgs = seen?.items ?? [];
  }
  return {
    ...{ connectedTo: nameOf(orgs) || roster.host, files: [] },
    ...(await countAtSchools(connection, roster, schoolsOf(orgs))),
    ...{ counts, notShared, oversharing: [...oversharing], seen: {}, fields },
    ...(guardians === undefined ? {} : { guardians }),
  };
}

const familyRoles: ReadonlySet<string> = new Set(["parent", "guardian", "relative"]);

/** Undefined where none is among the first, and there are more than these. */
function familiesAmong({ items, count }: SeenCollection): Sighting["guardians"] {
  const isFamily = ({ role, roles }: RestObject): boolean =>
    familyRoles.has(shown(role)) ||
    (Array.isArray(roles) && roles.some((one) => isObject(one) && familyRoles.has(shown(one.role))));
  if (items.some(isFamily)) return { isThere: true };
  return count === items.length ? { isThere: false } : undefined;
}

interface SeenCollection {
  readonly items: readonly RestObject[];
  readonly count: number | undefined;
}

/** Undefined: not shared. Orgs are read to their end, of everything else the first page. */
async function lookAtCollection(
  roster: OpenRoster,
  name: CollectionName,
): Promise<SeenCollection | undefined> {
  const whole = name === "orgs";
  const collection = roster.collection(name);
  const pages = readCollection(
    roster.server(name),
    whole ? collection : { ...collection, pageSize: sampleOf(name), readsAhead: false },
  );
  try {
    const items: RestObject[] = [];
    for (;;) {
      const step = await pages.next();
      if (step.done === true) return { items, count: step.value.received };
      items.push(...step.value.items);
      if (!whole) return { items, count: announcedBy(step.value, sampleOf(name)) };
    }
  } catch (error) {
    if (refusedStatus(error) !== undefined) return undefined;
    throw collectionFault(error, roster.host);
  }
}

/** @NOTE a total equal to what was asked for may be the size of the page, which some servers announce. */
function announcedBy({ total, items }: CollectionPage, asked: number): number | undefined {
  if (items.length === 0) return 0;
  return total === asked && items.length === asked ? undefined : total;
}

function sensitiveFields(name: CollectionName, items: readonly RestObject[]): readonly string[] {
  const notes = countNotes();
  for (const item of items) noteFields(name, item, notes);
  return [...notes.counts.sensitive.keys()].map((field) => `${name}.${field}`);
}

function nameOf(orgs: readonly RestObject[]): string {
  const root = rootOrgOf(orgs);
  return shown(orgs.find(({ sourcedId }) => sourcedId === root)?.name);
}

function schoolsOf(orgs: readonly RestObject[]): Sighting["schools"] {
  return orgs
    .filter(({ type }) => typeof type === "string" && type.toLowerCase() === "school")
    .map(({ sourcedId, name }) => ({ sourcedId: shown(sourcedId), name: shown(name) }));
}

/** Longest name that is shown. */
const longestName = 200;

function shown(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).slice(0, longestName) : "";
}
