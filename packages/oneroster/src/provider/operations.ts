import { collectionNames } from "../rest/collections.ts";

/** The kinds of objects that a rostering service answers (oneroster-rest §3). */
const providedBases = [...collectionNames, "demographics"] as const;

/** One of them. */
export type ProvidedBase = (typeof providedBases)[number];

/** A collection of the standard: a kind of objects, or a part of them. */
export interface Listing {
  readonly name: string;
  readonly base: ProvidedBase;
  /** Key of a list and of a single object in an answer. */
  readonly key: ProvidedBase;
  readonly single: string;
  /** Which part of the base it is. */
  readonly part?: ListingPart;
}

/** Which of the objects of a base a collection holds: schools of the orgs, students of the users. */
export type ListingPart = "school" | "term" | "gradingPeriod" | "student" | "teacher";

const orgs = { base: "orgs", key: "orgs", single: "org" } as const;
const sessions = { base: "academicSessions", key: "academicSessions", single: "academicSession" } as const;
const users = { base: "users", key: "users", single: "user" } as const;

/** All collections, by their name in an address. */
const listings = {
  orgs: { name: "orgs", ...orgs },
  schools: { name: "schools", ...orgs, part: "school" },
  academicSessions: { name: "academicSessions", ...sessions },
  terms: { name: "terms", ...sessions, part: "term" },
  gradingPeriods: { name: "gradingPeriods", ...sessions, part: "gradingPeriod" },
  courses: { name: "courses", base: "courses", key: "courses", single: "course" },
  classes: { name: "classes", base: "classes", key: "classes", single: "class" },
  users: { name: "users", ...users },
  students: { name: "students", ...users, part: "student" },
  teachers: { name: "teachers", ...users, part: "teacher" },
  enrollments: { name: "enrollments", base: "enrollments", key: "enrollments", single: "enrollment" },
  demographics: { name: "demographics", base: "demographics", key: "demographics", single: "demographics" },
} as const satisfies Readonly<Record<string, Listing>>;

type ListingName = keyof typeof listings;

/** What a nested list is limited to: the ids of its address in order, then what hangs on them. */
export type Within =
  | "courses-of-school"
  | "enrollments-of-school"
  | "users-of-school"
  | "terms-of-school"
  | "classes-of-school"
  | "enrollments-of-class"
  | "students-of-class"
  | "teachers-of-class"
  | "classes-of-term"
  | "periods-of-term"
  | "classes-of-course"
  | "classes-of-student"
  | "classes-of-teacher"
  | "classes-of-user";

/** One endpoint. */
export interface Operation {
  /** Below the root of a version; ids are written `:name`. */
  readonly path: string;
  readonly form: "list" | "single" | "nested";
  readonly listing: Listing;
  /** The scopes of which one must have been granted, without prefix (oneroster-rest §6.2). */
  readonly scopes: readonly Scope[];
  /** Of a nested list: what must be there, by the name of its id in the path, the outermost first. */
  readonly parents: readonly (readonly [param: string, listing: Listing])[];
  readonly within?: Within;
}

/** The scopes of the rostering service, without the standard's prefix. */
export const allScopes = ["roster.readonly", "roster-core.readonly", "roster-demographics.readonly"] as const;

/** A scope without its prefix. */
export type Scope = (typeof allScopes)[number];

/** The nested lists: which collection of what, and what they are limited to. */
const nested: readonly (readonly [path: string, listing: ListingName, within: Within])[] = [
  ["/schools/:school/courses", "courses", "courses-of-school"],
  ["/schools/:school/enrollments", "enrollments", "enrollments-of-school"],
  ["/schools/:school/students", "students", "users-of-school"],
  ["/schools/:school/teachers", "teachers", "users-of-school"],
  ["/schools/:school/terms", "terms", "terms-of-school"],
  ["/schools/:school/classes", "classes", "classes-of-school"],
  ["/schools/:school/classes/:class/enrollments", "enrollments", "enrollments-of-class"],
  ["/schools/:school/classes/:class/students", "users", "students-of-class"],
  ["/schools/:school/classes/:class/teachers", "users", "teachers-of-class"],
  ["/terms/:term/classes", "classes", "classes-of-term"],
  ["/terms/:term/gradingPeriods", "gradingPeriods", "periods-of-term"],
  ["/courses/:course/classes", "classes", "classes-of-course"],
  ["/students/:student/classes", "classes", "classes-of-student"],
  ["/teachers/:teacher/classes", "classes", "classes-of-teacher"],
  ["/users/:user/classes", "classes", "classes-of-user"],
  ["/classes/:class/students", "users", "students-of-class"],
  ["/classes/:class/teachers", "users", "teachers-of-class"],
];

/** A class may be held in a session of any type, and its reader goes on from there as from a term. */
const parentOf: Readonly<Record<string, Listing>> = {
  ...{ school: listings.schools, class: listings.classes, course: listings.courses },
  term: listings.academicSessions,
  ...{ student: listings.students, teacher: listings.teachers, user: listings.users },
};

/** Every endpoint of the rostering service: the same in 1.1 and 1.2 (oneroster-rest §2). All of them only read. */
export const operations: readonly Operation[] = [
  ...Object.values(listings).flatMap((listing): Operation[] => {
    const scopes: readonly Scope[] =
      listing.base === "demographics"
        ? ["roster-demographics.readonly"]
        : ["roster-core.readonly", "roster.readonly"];
    return [
      { path: `/${listing.name}`, form: "list", listing, scopes, parents: [] },
      { path: `/${listing.name}/:sourcedId`, form: "single", listing, scopes, parents: [] },
    ];
  }),
  ...nested.map(
    ([path, name, within]): Operation => ({
      ...{ path, form: "nested", listing: listings[name], within, scopes: ["roster.readonly"] },
      parents: [...path.matchAll(/:(\w+)/g)].map(([, param = ""]) => [param, mustParent(param)] as const),
    }),
  ),
];

function mustParent(param: string): Listing {
  const listing = parentOf[param];
  if (listing === undefined) throw new Error(`no collection for ${param}`);
  return listing;
}
