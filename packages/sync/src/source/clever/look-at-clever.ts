import type { Connection, Sighting } from "../source.ts";
import { askCount } from "./ask-count.ts";
import { leaveOut, openTally, type SchoolTally, tallyCollection, withTally } from "./count-at-schools.ts";
import type { JsonObject } from "./json.ts";
import { readSchool } from "./objects.ts";
import { type Collection, type Reading, readCollection, readPage } from "./read-collection.ts";
import { sensitiveFields } from "./sensitive-fields.ts";
import { signInAsKept } from "./sign-in.ts";

const people: readonly Collection[] = [
  { name: "students", path: "/users", query: "role=student" },
  { name: "teachers", path: "/users", query: "role=teacher" },
  { name: "staff", path: "/users", query: "role=staff" },
  { name: "district administrators", path: "/users", query: "role=district_admin" },
  { name: "contacts", path: "/users", query: "role=contact" },
];
const rest: readonly Collection[] = [
  { name: "sections", path: "/sections" },
  { name: "courses", path: "/courses" },
  { name: "terms", path: "/terms" },
];

/** A district may well have nobody of this role in Clever. */
const mayBeNone = new Set(["district administrators"]);

/**
 * The district, its schools, and of everything else the first page: what is shared, what should not be, how many there
 * are, and at a school too where they are few enough to be counted.
 */
export async function lookAtClever(connection: Connection): Promise<Sighting> {
  const { client, settings, district } = await signInAsKept(connection);
  try {
    const reading = { client, connection, host: settings.host, pageSize: settings.pageSize };
    const schools: Sighting["schools"][number][] = [];
    for await (const page of readCollection(reading, { name: "schools", path: "/schools" }))
      schools.push(...page.map(readSchool).map(({ id, name }) => ({ sourcedId: id, name })));
    const shared = new Set(schools.map(({ sourcedId }) => sourcedId));
    const tally = openTally({ districtId: district.id, schools: shared });
    const seen = emptyView(schools.length);
    for (const collection of [...people, ...rest])
      if (settings.takesContacts || collection.name !== "contacts")
        await lookAtCollection(reading, collection, seen, tally);
    const { counts, notShared, sensitive, fields, hasFamilies } = seen;
    return {
      connectedTo: district.state === "paused" ? `${district.name} (paused in Clever)` : district.name,
      ...{ files: [], ...withTally(schools, tally), counts, notShared, oversharing: [...sensitive].sort() },
      ...{ fields, guardians: { isThere: hasFamilies } },
      seen: { district: district.id, state: district.state },
    };
  } finally {
    client.close();
  }
}

/** What the collections have shown so far. */
interface CleverSeen {
  readonly counts: Record<string, number>;
  readonly notShared: string[];
  readonly sensitive: Set<string>;
  readonly fields: Record<string, readonly string[]>;
  hasFamilies: boolean;
}

function emptyView(schools: number): CleverSeen {
  return { counts: { schools }, notShared: [], sensitive: new Set(), fields: {}, hasFamilies: false };
}

async function lookAtCollection(
  reading: Reading,
  collection: Collection,
  seen: CleverSeen,
  tally: SchoolTally,
): Promise<void> {
  const { name } = collection;
  const page = await firstPage(reading, collection);
  if (page === undefined || (page.objects.length === 0 && !mayBeNone.has(name))) {
    seen.notShared.push(name);
    return leaveOut(tally, collection);
  }
  const told = page.hasNext ? await askCount(reading, collection) : page.objects.length;
  if (told !== undefined) seen.counts[name] = told;
  const names = new Set(page.objects.flatMap((object) => Object.keys(object)));
  if (names.size > 0) seen.fields[name] = [...names];
  if (name === "contacts") seen.hasFamilies = page.objects.length > 0;
  for (const field of sensitiveFields(page.objects)) seen.sensitive.add(field);
  await tallyCollection(reading, tally, collection, page, told);
}

/** Undefined where the collection is refused. @NOTE an empty one is most likely not shared: Clever does not tell the two apart. */
async function firstPage(
  { client, host, pageSize }: Reading,
  { name, path, query }: Collection,
): Promise<{ readonly objects: readonly JsonObject[]; readonly hasNext: boolean } | undefined> {
  const asked = `${path}?${query === undefined ? "" : `${query}&`}limit=${pageSize}`;
  const { json } = await client.forCollection(name).get(asked);
  return json === undefined ? undefined : readPage(json, host, name);
}
