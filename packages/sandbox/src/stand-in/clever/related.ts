import type { CleverListings } from "./clever-listings.ts";
import { type CleverRole, cleverRoles } from "./clever-view.ts";
import type { CleverObject } from "./clever-word.ts";
import { type Listing, listObjects } from "./listing.ts";

/** An object found on the way, and what to list of it. */
export type Related = (listings: CleverListings, object: CleverObject, query: URLSearchParams) => Listing;

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

function roleOf(user: CleverObject, role: CleverRole): Readonly<Record<string, unknown>> {
  const roles: Readonly<Record<string, unknown>> = { ...(typeof user.roles === "object" ? user.roles : {}) };
  const found = roles[role];
  return { ...(typeof found === "object" ? found : {}) };
}

function schoolsOf(user: CleverObject): string[] {
  return cleverRoles.flatMap((role) => textsOf(roleOf(user, role).schools));
}

/** `role=` where it is given and one of `allowed`; users of all of them where not. */
function hasRole(user: CleverObject, query: URLSearchParams, allowed: readonly CleverRole[]): boolean {
  const role = allowed.find((one) => one === query.get("role"));
  return (role === undefined ? allowed : [role]).some((one) => Object.keys(roleOf(user, one)).length > 0);
}

const inSchool: readonly CleverRole[] = ["staff", "student", "teacher"];

/** What hangs on a school, a section, a user, a course or a term (clever.md §2). */
export const related: Readonly<Record<string, Readonly<Record<string, Related>>>> = {
  schools: {
    sections: ({ sectionsWhere }, { id }) => sectionsWhere((one) => one.school === id),
    terms: (all, { id }) => namedBy(all, all.terms, (one) => one.school === id, "term_id"),
    courses: (all, { id }) => namedBy(all, all.courses, (one) => one.school === id, "course"),
    users: ({ usersWhere }, { id }, query) =>
      usersWhere((user) => {
        const isPrimary = inSchool.some((role) => roleOf(user, role).school === id);
        const isThere = query.get("primary") === "true" ? isPrimary : schoolsOf(user).includes(id);
        return isThere && hasRole(user, query, inSchool);
      }),
  },
  sections: {
    resources: () => listObjects([]),
    users: (all, section, query) =>
      all.usersWhere(({ id, ...user }) => {
        const isStudent = textsOf(section.students).includes(id) && query.get("role") !== "teacher";
        const isTeacher = textsOf(section.teachers).includes(id) && query.get("role") !== "student";
        return (isStudent || isTeacher) && hasRole({ id, ...user }, query, ["student", "teacher"]);
      }),
  },
  users: {
    mycontacts: ({ contactsOf }, { id }) => contactsOf(id),
    mystudents: (all, user) => all.objectsNamed(all.users("student"), studentsOf(all, user)),
    myteachers: (all, { id }) => {
      const sections = all.sectionsWhere((one) => textsOf(one.students).includes(id));
      const teachers = sections.ids.flatMap((_, place) => textsOf(sections.object(place, "v3.1").teachers));
      return all.objectsNamed(all.users("teacher"), teachers);
    },
    schools: (all, user, query) => {
      const primary = inSchool.map((role) => String(roleOf(user, role).school));
      return all.objectsNamed(all.schools, query.get("primary") === "true" ? primary : schoolsOf(user));
    },
    sections: (all, { id }) =>
      all.sectionsWhere((one) => [...textsOf(one.students), ...textsOf(one.teachers)].includes(id)),
    resources: () => listObjects([]),
  },
  courses: {
    schools: (all, { id }) => schoolsWith(all, (one) => one.course === id),
    sections: ({ sectionsWhere }, { id }) => sectionsWhere((one) => one.course === id),
    resources: () => listObjects([]),
  },
  terms: {
    schools: (all, { id }) => schoolsWith(all, (one) => one.term_id === id),
    sections: ({ sectionsWhere }, { id }) => sectionsWhere((one) => one.term_id === id),
  },
};

/** The one course, school or term of a section. */
export const parents: Readonly<
  Record<string, { readonly of: (all: CleverListings) => Listing; readonly field: string }>
> = {
  course: { of: ({ courses }) => courses, field: "course" },
  school: { of: ({ schools }) => schools, field: "school" },
  term: { of: ({ terms }) => terms, field: "term_id" },
};

function schoolsWith(all: CleverListings, isWanted: (one: CleverObject) => boolean): Listing {
  return namedBy(all, all.schools, isWanted, "school");
}

function namedBy(
  all: CleverListings,
  listing: Listing,
  isWanted: (section: CleverObject) => boolean,
  field: "term_id" | "course" | "school",
): Listing {
  const sections = all.sectionsWhere(isWanted);
  const ids = sections.ids.map((_, place) => String(sections.object(place, "v3.1")[field]));
  return all.objectsNamed(listing, ids);
}

function studentsOf(all: CleverListings, user: CleverObject): string[] {
  const relationships = roleOf(user, "contact").student_relationships;
  const children = Array.isArray(relationships) ? relationships.map((one) => String(one.student)) : [];
  const sections = all.sectionsWhere((one) => textsOf(one.teachers).includes(user.id));
  return [
    ...children,
    ...sections.ids.flatMap((_, place) => textsOf(sections.object(place, "v3.1").students)),
  ];
}
