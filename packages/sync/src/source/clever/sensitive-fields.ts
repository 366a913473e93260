import { type JsonObject, objectOf } from "./json.ts";

/** Fields of a student that no roster needs (Swagger 3.0 and 3.1); `ext` is whatever a district adds. */
const ofStudent = [
  "dob",
  "gender",
  "race",
  "hispanic_ethnicity",
  "ell_status",
  "iep_status",
  "frl_status",
  "gifted_status",
  "section_504_status",
  "home_language",
  "home_language_code",
  "disability",
  "location",
];

/** The names of the sensitive fields that these users come with, filled in. Their values go no further. */
export function sensitiveFields(users: readonly JsonObject[]): readonly string[] {
  const found = new Set<string>();
  for (const user of users) {
    const student = objectOf(objectOf(user.roles).student);
    for (const field of ofStudent) if (isFilled(student[field])) found.add(field);
    for (const field of Object.keys(objectOf(student.ext)))
      if (/^[\w.-]{1,40}$/.test(field)) found.add(`ext.${field}`);
  }
  return [...found].sort();
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  return typeof value !== "object" || Object.values(value).some(isFilled);
}
