import type { Connection, Sighting } from "../source.ts";
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

/** The district, its schools, and of everything else the first page: what is shared, and what should not be. */
export async function lookAtClever(connection: Connection): Promise<Sighting> {
  const { client, settings, district } = await signInAsKept(connection);
  try {
    const reading = { client, connection, host: settings.host, pageSize: settings.pageSize };
    const schools: Sighting["schools"][number][] = [];
    for await (const page of readCollection(reading, { name: "schools", path: "/schools" }))
      schools.push(...page.map(readSchool).map(({ id, name }) => ({ sourcedId: id, name })));
    const counts: Record<string, number> = { schools: schools.length };
    const notShared: string[] = [];
    const sensitive = new Set<string>();
    const fields: Record<string, readonly string[]> = {};
    let hasFamilies = false;
    const wanted = people.filter(({ name }) => settings.takesContacts || name !== "contacts");
    for (const collection of [...wanted, ...rest]) {
      const page = await firstPage(reading, collection);
      const isEmpty = page?.objects.length === 0 && !mayBeNone.has(collection.name);
      if (page === undefined || isEmpty) notShared.push(collection.name);
      else if (!page.hasNext) counts[collection.name] = page.objects.length;
      const names = new Set((page?.objects ?? []).flatMap((object) => Object.keys(object)));
      if (names.size > 0) fields[collection.name] = [...names];
      if (collection.name === "contacts") hasFamilies = (page?.objects.length ?? 0) > 0;
      for (const field of sensitiveFields(page?.objects ?? [])) sensitive.add(field);
    }
    return {
      connectedTo: district.state === "paused" ? `${district.name} (paused in Clever)` : district.name,
      ...{ files: [], schools, counts, notShared, oversharing: [...sensitive].sort() },
      ...{ fields, guardians: { isThere: hasFamilies } },
      seen: { district: district.id, state: district.state },
    };
  } finally {
    client.close();
  }
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
