import type { TableName } from "../model/table-name.ts";

/**
 * The columns of each table, from the CSV bindings: OneRoster 1.1 (CSV tables, April 2017) and 1.2 (September
 * 2022; the 1.2.1 correction took `resourceSourcedIds` out of users). guardians.csv is ours.
 */
export interface TableColumns {
  /** Exact names in the standard's order, by version; undefined where the version has no such table. */
  readonly "1.1": readonly string[] | undefined;
  readonly "1.2": readonly string[] | undefined;
  /** Columns we read besides: extensions that no version has. */
  readonly ours: readonly string[];
  /** Columns of the standard that we never carry (Q063, data minimisation). */
  readonly dropped: readonly string[];
  /** Columns without which the file cannot be used, by format. */
  readonly needed: Readonly<Record<ColumnForm, readonly string[]>>;
  /** Needed by the standard's text, but a missing one has a harmless meaning: told as `file.column.defaulted`. */
  readonly defaulted: readonly string[];
}

/** The forms whose needs differ. 1.0 needs what 1.1 needs, in its own older names. */
export type ColumnForm = "1.1" | "1.2" | "three-file";

const head = ["sourcedId", "status", "dateLastModified"] as const;
const orgs = [...head, "name", "type", "identifier", "parentSourcedId"];
const academicSessions = [...head, "title", "type", "startDate", "endDate", "parentSourcedId", "schoolYear"];
const courses = [
  ...head,
  "schoolYearSourcedId",
  "title",
  "courseCode",
  "grades",
  "orgSourcedId",
  "subjects",
  "subjectCodes",
];
const classes = [
  ...head,
  "title",
  "grades",
  "courseSourcedId",
  "classCode",
  "classType",
  "location",
  "schoolSourcedId",
  "termSourcedIds",
  "subjects",
  "subjectCodes",
  "periods",
];
const users11 = [
  ...head,
  "enabledUser",
  "orgSourcedIds",
  "role",
  "username",
  "userIds",
  "givenName",
  "familyName",
  "middleName",
  "identifier",
  "email",
  "sms",
  "phone",
  "agentSourcedIds",
  "grades",
  "password",
];
const users12 = [
  ...head,
  "enabledUser",
  "username",
  "userIds",
  "givenName",
  "familyName",
  "middleName",
  "identifier",
  "email",
  "sms",
  "phone",
  "agentSourcedIds",
  "grades",
  "password",
  "userMasterIdentifier",
  "preferredGivenName",
  "preferredMiddleName",
  "preferredFamilyName",
  "primaryOrgSourcedId",
  "pronouns",
];
const roles = [
  ...head,
  "userSourcedId",
  "roleType",
  "role",
  "beginDate",
  "endDate",
  "orgSourcedId",
  "userProfileSourcedId",
];
const enrollments = [
  ...head,
  "classSourcedId",
  "schoolSourcedId",
  "userSourcedId",
  "role",
  "primary",
  "beginDate",
  "endDate",
];

/** Our own header of guardians.csv, in the order in which we write it. */
export const guardianColumns = [
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
] as const;

function sameInAllForms(needed: readonly string[]): TableColumns["needed"] {
  return { "1.1": needed, "1.2": needed, "three-file": needed };
}

/** The columns of every table that we read. */
export const columnsOf: Readonly<Record<TableName, TableColumns>> = {
  orgs: {
    "1.1": orgs,
    "1.2": orgs,
    ours: ["otherIds"],
    dropped: [],
    needed: sameInAllForms(["sourcedId", "name", "type"]),
    defaulted: [],
  },
  academicSessions: {
    "1.1": academicSessions,
    "1.2": academicSessions,
    ours: [],
    dropped: [],
    needed: sameInAllForms(["sourcedId", "title", "type", "startDate", "endDate"]),
    defaulted: ["schoolYear"],
  },
  courses: {
    "1.1": courses,
    "1.2": courses,
    ours: [],
    dropped: [],
    needed: sameInAllForms(["sourcedId", "title", "orgSourcedId"]),
    defaulted: [],
  },
  classes: {
    "1.1": classes,
    "1.2": classes,
    ours: ["otherIds"],
    dropped: [],
    needed: {
      "1.1": ["sourcedId", "title", "courseSourcedId", "schoolSourcedId", "termSourcedIds"],
      "1.2": ["sourcedId", "title", "courseSourcedId", "schoolSourcedId", "termSourcedIds"],
      "three-file": ["sourcedId", "title"],
    },
    defaulted: ["classType"],
  },
  users: {
    "1.1": users11,
    "1.2": users12,
    ours: ["language", "otherIds"],
    dropped: [
      "userIds",
      "password",
      "userMasterIdentifier",
      "resourceSourcedIds",
      "preferredMiddleName",
      "pronouns",
    ],
    needed: {
      "1.1": ["sourcedId", "orgSourcedIds", "role", "givenName", "familyName"],
      "1.2": ["sourcedId", "givenName", "familyName"],
      "three-file": ["sourcedId", "role", "givenName", "familyName"],
    },
    defaulted: ["enabledUser", "username"],
  },
  roles: {
    "1.1": undefined,
    "1.2": roles,
    ours: [],
    dropped: ["userProfileSourcedId"],
    needed: sameInAllForms(["sourcedId", "userSourcedId", "role", "orgSourcedId"]),
    defaulted: ["roleType"],
  },
  enrollments: {
    "1.1": enrollments,
    "1.2": enrollments,
    ours: [],
    dropped: [],
    needed: {
      "1.1": ["sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"],
      "1.2": ["sourcedId", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"],
      "three-file": ["classSourcedId", "userSourcedId", "role"],
    },
    defaulted: [],
  },
  guardians: {
    "1.1": guardianColumns,
    "1.2": guardianColumns,
    ours: ["status"],
    dropped: [],
    needed: sameInAllForms(["studentSourcedId"]),
    defaulted: [],
  },
};

/** Bookkeeping of the standard that is read past: it is never the reason for a decision (Q042, Q045). */
const bookkeeping = ["dateLastModified"];

/** Every column name of a table that we carry, in no order that matters. */
export function carriedColumns(table: TableName): readonly string[] {
  const columns = columnsOf[table];
  const dropped = new Set([...columns.dropped, ...bookkeeping]);
  const all = [...(columns["1.1"] ?? []), ...(columns["1.2"] ?? []), ...columns.ours];
  return [...new Set(all)].filter((name) => !dropped.has(name));
}

/** Every column name of a table that the standard or we know, carried or not. */
export function knownColumns(table: TableName): readonly string[] {
  const columns = columnsOf[table];
  return [
    ...new Set([
      ...(columns["1.1"] ?? []),
      ...(columns["1.2"] ?? []),
      ...columns.ours,
      ...columns.dropped,
      ...bookkeeping,
    ]),
  ];
}
