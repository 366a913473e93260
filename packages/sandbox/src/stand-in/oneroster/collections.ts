import type { JsonRecord } from "./record-fields.ts";
import type { BaseCollection } from "./record-source.ts";

/** A listing of the standard: what it is part of, its keys in answers, and who is in it. */
export interface Collection {
  readonly base: BaseCollection;
  /** Key of a list, and of a single object (REST, envelopes). */
  readonly plural: string;
  readonly single: string;
  /** Left out: everything of the base. */
  readonly keeps?: (record: JsonRecord) => boolean;
}

const sessions = { base: "academicSessions", plural: "academicSessions", single: "academicSession" } as const;
const users = { base: "users", plural: "users", single: "user" } as const;
const orgs = { base: "orgs", plural: "orgs", single: "org" } as const;

/** REST 1.1 has one role a user, 1.2 a list. */
function hasRole(record: JsonRecord, wanted: string): boolean {
  if (!Array.isArray(record.roles)) return record.role === wanted;
  return record.roles.some((role) => role.role === wanted);
}

/**
 * The listings that a reader of rosters uses. `terms` are sessions that classes run in: those of type `term`, and
 * `semester`, which a district has instead.
 */
export const collections = {
  orgs,
  schools: { ...orgs, keeps: (org) => org.type === "school" },
  academicSessions: sessions,
  terms: { ...sessions, keeps: ({ type }) => type === "term" || type === "semester" },
  gradingPeriods: { ...sessions, keeps: ({ type }) => type === "gradingPeriod" },
  courses: { base: "courses", plural: "courses", single: "course" },
  classes: { base: "classes", plural: "classes", single: "class" },
  users,
  students: { ...users, keeps: (user) => hasRole(user, "student") },
  teachers: { ...users, keeps: (user) => hasRole(user, "teacher") },
  enrollments: { base: "enrollments", plural: "enrollments", single: "enrollment" },
  demographics: { base: "demographics", plural: "demographics", single: "demographics" },
} as const satisfies Readonly<Record<string, Collection>>;

export type CollectionName = keyof typeof collections;

export const collectionNames: readonly CollectionName[] = [
  "orgs",
  "schools",
  "academicSessions",
  "terms",
  "gradingPeriods",
  "courses",
  "classes",
  "users",
  "students",
  "teachers",
  "enrollments",
  "demographics",
];
