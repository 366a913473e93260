import type { CollectionName } from "./collections.ts";
import type { JsonRecord } from "./record-fields.ts";

/** The lists that hang on a school (`/schools/{id}/students`) as far as a reader of rosters uses them. */
export const schoolParts = [
  "students",
  "teachers",
  "classes",
  "enrollments",
] as const satisfies CollectionName[];

export type SchoolPart = (typeof schoolParts)[number];

/** The schools whose list an object of a collection is in: of a person, those where they have that very role. */
export function schoolsOf(part: SchoolPart, record: JsonRecord): readonly string[] {
  if (part === "classes" || part === "enrollments") return idsOf([record.school]);
  const role = part === "students" ? "student" : "teacher";
  // REST 1.1 has one role at all orgs of a user, 1.2 a list of roles with an org each.
  if (!Array.isArray(record.roles)) return record.role === role ? idsOf(record.orgs) : [];
  return idsOf(record.roles.filter((one) => one.role === role).map((one) => one.org));
}

function idsOf(references: unknown): readonly string[] {
  if (!Array.isArray(references)) return [];
  return [...new Set(references.map((one) => String(one.sourcedId)))];
}
