import type { UnjudgedRow } from "../csv/write-package.ts";
import type { CollectionName } from "./collections.ts";
import { noteFields } from "./payload/known-fields.ts";
import type { PayloadNotes } from "./payload/payload-notes.ts";
import {
  idAt,
  listedReferencesAt,
  type OpenObject,
  referenceAt,
  statusAt,
  textAt,
  textsAt,
} from "./payload/read-value.ts";
import { userRows } from "./payload/user-rows.ts";
import type { RestObject } from "./rest-fetch.ts";

/** What an object of a collection says, as rows of the files of OneRoster 1.2. */
export interface PayloadRows {
  /** Its row in the table that bears the collection's name. */
  readonly row: UnjudgedRow;
  /** Of a user: rows of roles.csv. */
  readonly roles: readonly UnjudgedRow[];
}

const noRoles: readonly UnjudgedRow[] = [];

/**
 * Reads an object of 1.1 or 1.2, leniently: every object gives a row, in the server's own words. Whether an id is
 * missing, a role unknown or a date unreadable is for the reader of the file to say, who says it for every source.
 */
export function payloadRows(
  collection: CollectionName,
  object: RestObject,
  notes: PayloadNotes,
  rootOrg: string,
): PayloadRows {
  noteFields(collection, object, notes);
  const open = { object, notes };
  if (collection !== "users") return { row: rowOf[collection](open), roles: noRoles };
  const { user, roles } = userRows(open, rootOrg);
  return { row: user, roles };
}

/**
 * Whether an object says nothing at all. In a file its row would be an empty line, which readers skip: nobody would
 * know that something was there.
 */
export function isBlankRow(row: UnjudgedRow): boolean {
  return row.sourcedId === "" && Object.values(row).every((cell) => cell.length === 0);
}

type MakeRow = (open: OpenObject) => UnjudgedRow;

// @NOTE every row is written out in full: one put together from parts has no shape that the engine knows, and there are
// millions of them.
const rowOf: Readonly<Record<Exclude<CollectionName, "users">, MakeRow>> = {
  orgs: (open) => ({
    sourcedId: idAt(open, "sourcedId"),
    status: statusAt(open),
    name: textAt(open, "name"),
    type: textAt(open, "type"),
    identifier: textAt(open, "identifier"),
    parentSourcedId: referenceAt(open, "parent"),
  }),
  academicSessions: (open) => ({
    sourcedId: idAt(open, "sourcedId"),
    status: statusAt(open),
    title: textAt(open, "title"),
    type: textAt(open, "type"),
    startDate: textAt(open, "startDate"),
    endDate: textAt(open, "endDate"),
    schoolYear: textAt(open, "schoolYear"),
    parentSourcedId: referenceAt(open, "parent"),
  }),
  courses: (open) => ({
    sourcedId: idAt(open, "sourcedId"),
    status: statusAt(open),
    title: textAt(open, "title"),
    courseCode: textAt(open, "courseCode"),
    grades: textsAt(open, "grades"),
    subjects: textsAt(open, "subjects"),
    subjectCodes: textsAt(open, "subjectCodes"),
    schoolYearSourcedId: referenceAt(open, "schoolYear"),
    orgSourcedId: referenceAt(open, "org"),
  }),
  classes: (open) => ({
    sourcedId: idAt(open, "sourcedId"),
    status: statusAt(open),
    title: textAt(open, "title"),
    classCode: textAt(open, "classCode"),
    classType: textAt(open, "classType"),
    location: textAt(open, "location"),
    grades: textsAt(open, "grades"),
    subjects: textsAt(open, "subjects"),
    subjectCodes: textsAt(open, "subjectCodes"),
    periods: textsAt(open, "periods"),
    courseSourcedId: referenceAt(open, "course"),
    schoolSourcedId: referenceAt(open, "school"),
    termSourcedIds: listedReferencesAt(open, "terms"),
  }),
  enrollments: (open) => ({
    sourcedId: idAt(open, "sourcedId"),
    status: statusAt(open),
    role: textAt(open, "role"),
    primary: textAt(open, "primary"),
    beginDate: textAt(open, "beginDate"),
    endDate: textAt(open, "endDate"),
    classSourcedId: referenceAt(open, "class"),
    schoolSourcedId: referenceAt(open, "school"),
    userSourcedId: referenceAt(open, "user"),
  }),
};
