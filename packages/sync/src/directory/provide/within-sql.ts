import type { Listing, Within } from "@muster/oneroster/provider/operations.ts";
import type { Condition } from "./compile-filter.ts";

/**
 * What keeps a nested list to the ids of its address, as a condition on `p`. Somebody is in a class through an
 * enrollment that is in force; an enrollment that has left is told by the list of enrollments alone.
 *
 * @param first the number of the first parameter
 */
export function withinSql(
  within: Within,
  listing: Listing,
  ids: Readonly<Record<string, string>>,
  first: number,
): Condition {
  const [param, sql] = nestings[within];
  return { sql: sql(`$${first}::text collate "C"`, listing), values: [ids[param] ?? ""] };
}

/** Which id of the address a list hangs on, and the condition with the place of that id. */
type Nesting = readonly [param: string, sql: (at: string, listing: Listing) => string];

const active = "district_id = $1 and status = 'active'";
const inClass =
  (role: string) =>
  (at: string): string =>
    `p.sourced_id in (select user_id from provided_enrollment where ${active} and class = ${at} and role = '${role}')`;
const classesOf =
  (role: string) =>
  (at: string): string =>
    `p.sourced_id in (select class from provided_enrollment where ${active} and user_id = ${at}${role})`;
const ofSchool = (at: string): string => `p.school = ${at}`;

const nestings: Readonly<Record<Within, Nesting>> = {
  "courses-of-school": [
    "school",
    (at) =>
      `(p.org = ${at} or p.sourced_id in (select course from provided_class where ${active} and school = ${at}))`,
  ],
  "enrollments-of-school": ["school", ofSchool],
  "users-of-school": [
    "school",
    (at, { part }) =>
      `p.sourced_id in (select user_id from provided_place where district_id = $1 and org = ${at} and role = '${part}')`,
  ],
  "terms-of-school": [
    "school",
    (at) =>
      `p.sourced_id in (select unnest(terms) collate "C" from provided_class where ${active} and school = ${at})`,
  ],
  "classes-of-school": ["school", ofSchool],
  "enrollments-of-class": ["class", (at) => `p.class = ${at}`],
  "students-of-class": ["class", inClass("student")],
  "teachers-of-class": ["class", inClass("teacher")],
  "classes-of-term": ["term", (at) => `${at} = any (p.terms)`],
  "periods-of-term": ["term", (at) => `p.parent = ${at}`],
  "classes-of-course": ["course", (at) => `p.course = ${at}`],
  "classes-of-student": ["student", classesOf(" and role = 'student'")],
  "classes-of-teacher": ["teacher", classesOf(" and role = 'teacher'")],
  "classes-of-user": ["user", classesOf("")],
};
