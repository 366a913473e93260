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

const rowOf: Readonly<Record<Exclude<CollectionName, "users">, MakeRow>> = {
  orgs: (open) => ({
    ...own(open),
    ...texts(open, "name", "type", "identifier"),
    parentSourcedId: referenceAt(open, "parent"),
  }),
  academicSessions: (open) => ({
    ...own(open),
    ...texts(open, "title", "type", "startDate", "endDate", "schoolYear"),
    parentSourcedId: referenceAt(open, "parent"),
  }),
  courses: (open) => ({
    ...own(open),
    ...texts(open, "title", "courseCode"),
    ...lists(open, "grades", "subjects", "subjectCodes"),
    schoolYearSourcedId: referenceAt(open, "schoolYear"),
    orgSourcedId: referenceAt(open, "org"),
  }),
  classes: (open) => ({
    ...own(open),
    ...texts(open, "title", "classCode", "classType", "location"),
    ...lists(open, "grades", "subjects", "subjectCodes", "periods"),
    courseSourcedId: referenceAt(open, "course"),
    schoolSourcedId: referenceAt(open, "school"),
    termSourcedIds: listedReferencesAt(open, "terms"),
  }),
  enrollments: (open) => ({
    ...own(open),
    ...texts(open, "role", "primary", "beginDate", "endDate"),
    classSourcedId: referenceAt(open, "class"),
    schoolSourcedId: referenceAt(open, "school"),
    userSourcedId: referenceAt(open, "user"),
  }),
};

function own(open: OpenObject): UnjudgedRow {
  return { sourcedId: idAt(open, "sourcedId"), status: statusAt(open) };
}

/** Fields that bear their column's name. */
function texts(open: OpenObject, ...fields: readonly string[]): UnjudgedRow {
  const row: Record<string, string> = {};
  for (const field of fields) row[field] = textAt(open, field);
  return row;
}

function lists(open: OpenObject, ...fields: readonly string[]): UnjudgedRow {
  const row: Record<string, readonly string[]> = {};
  for (const field of fields) row[field] = textsAt(open, field);
  return row;
}
