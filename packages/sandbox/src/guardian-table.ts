import { at } from "./columns.ts";
import { isStudent, type PersonRole, roleOf } from "./people.ts";
import { mix } from "./random.ts";
import { cell, type RosterTable } from "./roster-table.ts";
import type { RosterView } from "./roster-view.ts";
import { userText } from "./user-text.ts";

const columns = [
  "studentSourcedId",
  "guardianSourcedId",
  "givenName",
  "familyName",
  "email",
  "mobile",
  "homePhone",
  "language",
  "relationship",
  "contactType",
];

/** Relationship in Clever's words for contacts, which most systems can give. */
export function relationship(role: PersonRole, key: number): string {
  const drawn = mix(key, 51) % 10;
  if (role === "parent") return "Parent";
  if (role === "guardian") return drawn < 5 ? "Grandparent" : "Other";
  return drawn < 6 ? "Aunt/Uncle" : "Grandparent";
}

export function contactType(role: PersonRole, place: number): string {
  if (role === "relative") return "Emergency";
  return place === 0 ? "Primary" : "Secondary";
}

/** guardians.csv, one row a guardian of a student, grouped by student. */
export function guardiansTable(view: RosterView): RosterTable {
  const { people } = view.district;
  return {
    file: "guardians.csv",
    columns,
    places: people.count,
    write(row, sink) {
      if (at(people.present, row) === 0 || !isStudent(people, row)) return;
      const student = view.personId(row);
      view.guardiansOf(row).forEach((guardian, place) => {
        const { id, name, email, sms, phone } = userText(view, guardian);
        const role = roleOf(people, guardian);
        const names = `${cell(name.given)},${cell(name.family)}`;
        const kind = `${relationship(role, at(people.key, guardian))},${contactType(role, place)}`;
        sink.add(`${student},${id},${names},${email},${sms},${phone},${name.language},${kind}`);
      });
    },
  };
}
