import { withTablePart } from "../collections/table-part.ts";
import type { SharedPeople } from "./fetch-people.ts";
import type { Fetching } from "./fetching.ts";
import { readSection } from "./objects.ts";
import { sectionClass, sectionEnrollments } from "./to-oneroster/class-rows.ts";

/** Writes classes.csv and enrollments.csv, after the people: only who was read there has a place in a class. */
export async function fetchSections(fetching: Fetching, people: SharedPeople): Promise<void> {
  const { connection, notes, read } = fetching;
  const isShared = (id: string) => people.students.has(id) || people.employees.has(id);
  await withTablePart(
    connection.folder,
    "classes",
    async (classes) => {
      await withTablePart(connection.folder, "enrollments", (enrollments) =>
        read({ name: "sections", path: "/sections" }, false, async (objects) => {
          for (const json of objects) {
            const section = readSection(json);
            classes.put(sectionClass(section));
            const places = sectionEnrollments(section, isShared);
            notes.hidden("enrollments.csv", places.hidden);
            for (const place of places.enrollments) enrollments.put(place);
          }
          await classes.settle();
          await enrollments.settle();
        }),
      );
      return true;
    },
    ["otherIds"],
  );
}
