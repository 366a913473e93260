import { at } from "../../columns.ts";
import { courseKey } from "../../org-tables.ts";
import { sessionKey } from "../../school-year.ts";
import { idWriter } from "../../sourced-id.ts";
import { cleverId } from "./clever-id.ts";
import type { CleverView } from "./clever-view.ts";

/** Translates Clever's ids into those of the district's own system, which the files bear and Clever knows as `sis_id`. */
export function ownIds({ roster, ...view }: CleverView): (id: string) => string {
  const { people, classes, schools, ids, year } = roster.district;
  const known = new Map([[view.districtId, roster.districtId]]);
  for (const row of schools.keys()) known.set(view.schoolId(row), roster.schoolIds[row] ?? "");
  for (let row = 0; row < people.count; row += 1) known.set(view.userId(row), roster.personId(row));
  for (let row = 0; row < classes.count; row += 1) {
    known.set(view.sectionId(row), roster.classId(row));
    const key = courseKey(at(classes.low, row), at(classes.high, row), at(classes.slot, row));
    known.set(cleverId("course", key), idWriter(ids, "course")(key));
  }
  for (let ordinal = 0; ordinal < 7; ordinal += 1) {
    const key = sessionKey(year, ordinal);
    known.set(cleverId("term", key), idWriter(ids, "session")(key));
  }
  return (id) => known.get(id) ?? id;
}
