import type { RecordType, SliceKind } from "../../model/entities.ts";

/** What we call one record of each type, in a secretary's words. */
export const recordNouns: Readonly<Record<RecordType, string>> = {
  school: "school",
  link: "link",
  classroom: "class",
  staff: "staff member",
  student: "student",
  guardian: "guardian",
  membership: "class membership",
  guardianship: "family link",
};

/** What happens to records of a type, as it is said of a plan: "would …". A place follows the last word. */
export const wouldWords: Readonly<Record<RecordType, Readonly<Record<SliceKind, string>>>> = {
  school: { addition: "would be new in", update: "would change in", removal: "would close in" },
  link: { addition: "would be made in", update: "would move in", removal: "would be taken away in" },
  classroom: { addition: "would open at", update: "would change at", removal: "would close at" },
  staff: { addition: "would join", update: "would change at", removal: "would leave" },
  student: { addition: "would join", update: "would change at", removal: "would leave" },
  guardian: { addition: "would join", update: "would change at", removal: "would leave" },
  membership: { addition: "would begin at", update: "would change at", removal: "would end at" },
  guardianship: { addition: "would begin at", update: "would change at", removal: "would end at" },
};

/** The three ways of a change, for a place: "Lincoln Elementary: students, removals". */
export const kindNouns: Readonly<Record<SliceKind, string>> = {
  addition: "additions",
  update: "changes",
  removal: "removals",
};

const fields: ReadonlyMap<string, string> = new Map([
  ["givenName", "first name"],
  ["middleName", "middle name"],
  ["familyName", "last name"],
  ["email", "e-mail"],
  ["mobile", "mobile number"],
  ["homePhone", "home phone"],
  ["language", "language"],
  ["username", "user name"],
  ["studentNumber", "student number"],
  ["schoolId", "school"],
  ["title", "title"],
  ["classCode", "class code"],
  ["grades", "grade"],
  ["location", "room"],
  ["startsOn", "first day"],
  ["endsOn", "last day"],
  ["name", "name"],
  ["identifier", "school number"],
  ["relationship", "relationship"],
  ["contactType", "kind of contact"],
  ["status", "whether it is active"],
  ["origin", "whether a source or a person made it"],
]);

/** What people call a field of ours; a field without a word of its own as it stands. */
export function fieldWord(field: string): string {
  return fields.get(field) ?? field;
}
