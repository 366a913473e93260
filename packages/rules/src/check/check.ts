import type { RecordsByTable } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { RuleCode } from "./finding-codes.ts";

/**
 * A check looks at one record and the keys it refers to. It sees ids, never other records: whoever runs it
 * answers `has` from a set in memory (the offline check) or from the database (a sync).
 */
export interface Check<T extends TableName = TableName> {
  readonly code: RuleCode;
  readonly table: T;
  /** The fields of the record that the check reads. */
  readonly find: (record: Pick<RecordsByTable[T], CheckedField<T>>, keys: Keys) => Facts | undefined;
}

/** The references of each table; nothing else of a record is needed to check them. */
export interface CheckedFields {
  readonly orgs: "sourcedId" | "parentSourcedId";
  readonly academicSessions: "sourcedId";
  readonly courses: "sourcedId";
  readonly classes: "sourcedId" | "schoolSourcedId" | "courseSourcedId" | "termSourcedIds";
  readonly users: "sourcedId" | "orgSourcedIds" | "agentSourcedIds" | "role";
  readonly roles: "sourcedId" | "userSourcedId" | "orgSourcedId";
  readonly enrollments: "sourcedId" | "classSourcedId" | "userSourcedId";
  readonly guardians: "sourcedId" | "studentSourcedId";
}
/** The fields of a record of this table that a check reads. */
export type CheckedField<T extends TableName> = CheckedFields[T] & keyof RecordsByTable[T];

/** Which records there are, for whoever holds the IDs that point to them. */
export interface Keys {
  readonly has: (kind: KeyKind, sourcedId: string) => boolean;
  /** Why the record is not there; only asked where it is not. */
  readonly whyNot: (kind: KeyKind, sourcedId: string) => Gone;
}

/**
 * `absent` its file does not list it · `deleted` its row says tobedeleted · `left-out` its row is there, and was left
 * out for an error of its own. Who is told that a row is missing looks for it, so the three are never confused.
 */
export type Gone = "absent" | "deleted" | "left-out";
/** What an ID can point to, in the words of the standard. */
export type KeyKind = "org" | "session" | "course" | "class" | "user";

/** Counts, words and IDs by name: what a sentence needs. */
export type Facts = Readonly<Record<string, string | number>>;
