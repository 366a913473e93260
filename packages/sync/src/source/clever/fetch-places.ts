import type { RecordOf } from "@muster/oneroster/model/record-of.ts";
import { withTablePart } from "../collections/table-part.ts";
import type { Fetching } from "./fetching.ts";
import type { JsonObject } from "./json.ts";
import { readCourse, readSchool, readTerm } from "./objects.ts";
import type { Collection } from "./read-collection.ts";
import { courseRow, districtOrg, schoolOrg, termSession } from "./to-oneroster/place-rows.ts";
import type { SharedOrgs } from "./to-oneroster/user-rows.ts";

/** Writes orgs, sessions and courses; tells which schools are shared. */
export async function fetchPlaces(fetching: Fetching): Promise<SharedOrgs> {
  const { district, connection, read } = fetching;
  const schools = new Set<string>();
  await withTablePart(
    connection.folder,
    "orgs",
    async (orgs) => {
      await orgs.add([districtOrg(district)]);
      return read({ name: "schools", path: "/schools" }, false, async (objects) => {
        const page = objects.map(readSchool);
        for (const { id } of page) schools.add(id);
        await orgs.add(page.map((school) => schoolOrg(school, district.id)));
      });
    },
    ["otherIds"],
  );
  await fetchTable(fetching, "academicSessions", { name: "terms", path: "/terms" }, (json) =>
    termSession(readTerm(json)),
  );
  await fetchTable(fetching, "courses", { name: "courses", path: "/courses" }, (json) =>
    courseRow(readCourse(json), district.id),
  );
  return { districtId: district.id, schools };
}

/** A collection that is a table of its own, and that a roster can do without. */
function fetchTable<T extends "academicSessions" | "courses">(
  { connection, read }: Fetching,
  table: T,
  collection: Collection,
  row: (json: JsonObject) => RecordOf<T>,
): Promise<void> {
  return withTablePart(connection.folder, table, (file) =>
    read(collection, true, (objects) => file.add(objects.map(row))),
  );
}
