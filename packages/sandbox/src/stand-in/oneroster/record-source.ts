import { classesTable, enrollmentsTable } from "../../class-tables.ts";
import { at } from "../../columns.ts";
import type { District } from "../../district.ts";
import { coursesTable, orgsTable, sessionsTable } from "../../org-tables.ts";
import { isGuardian } from "../../people.ts";
import { rolesTable } from "../../role-table.ts";
import type { RosterTable } from "../../roster-table.ts";
import { createRosterView, type RosterView } from "../../roster-view.ts";
import { usersTable11, usersTable12 } from "../../user-tables.ts";
import { birthDateOf } from "./birth-date.ts";
import {
  type FieldShapes,
  fieldValue,
  type JsonRecord,
  type RefType,
  reference,
  sharedFields,
  userFields11,
  userFields12,
} from "./record-fields.ts";
import { type Row, type TableRows, tableRows } from "./table-rows.ts";

export type OneRosterVersion = "1.1" | "1.2";

/** The collections that others are parts of. */
export type BaseCollection =
  | "orgs"
  | "academicSessions"
  | "courses"
  | "classes"
  | "users"
  | "enrollments"
  | "demographics";

/** Changes an object before anybody sees it, or leaves it out (undefined): for what vendors do otherwise. */
export type RosterVary = (record: JsonRecord, collection: BaseCollection) => JsonRecord | undefined;

/** What a roster is served as. */
export interface RosterSetting {
  readonly version: OneRosterVersion;
  /** Begins every `href`, up to and without the slash before the collection. */
  readonly hrefBase: string;
  readonly guardians: "in-users" | "none";
  readonly vary: RosterVary | undefined;
}

/** One collection of a district, object by object; nothing is built before it is asked for. */
export interface RecordSource {
  readonly places: number;
  /** Names that an object may have, whatever this one has. */
  readonly fields: ReadonlySet<string>;
  at(place: number): JsonRecord | undefined;
  /** Cheaper than `at` where nothing else is wanted. */
  idAt(place: number): string | undefined;
}

const base = ["sourcedId", "status", "dateLastModified"];

interface Reading {
  readonly setting: RosterSetting;
  readonly collection: BaseCollection;
  /** A roster has one: nothing that did not change gets another. */
  readonly modified: string;
}

/** What an object has beyond its row. */
interface MoreFields {
  readonly fields: readonly string[];
  add(record: JsonRecord, row: Row, place: number): void;
  /** As the table says it, without writing the whole row: large collections are looked through before the first page. */
  idAt?(place: number): string | undefined;
}

function readTable(
  reading: Reading,
  table: RosterTable,
  shapes: FieldShapes,
  more: MoreFields,
): RecordSource {
  const { setting, collection, modified } = reading;
  const rows = tableRows(table);
  const entries = Object.entries(shapes);
  function recordAt(place: number): JsonRecord | undefined {
    const row = rows.at(place)[0];
    if (row === undefined) return undefined;
    const record: JsonRecord = {
      sourcedId: row("sourcedId"),
      status: "active",
      dateLastModified: modified,
    };
    for (const [field, shape] of entries) {
      const value = fieldValue(shape, row, setting.hrefBase);
      if (value !== undefined) record[field] = value;
    }
    more.add(record, row, place);
    return setting.vary === undefined ? record : setting.vary(record, collection);
  }
  const fields = new Set([...base, "metadata", ...Object.keys(shapes), ...more.fields]);
  const idAt =
    setting.vary === undefined ? (more.idAt ?? rows.idAt) : (place: number) => idOf(recordAt(place));
  return { places: table.places, fields, at: recordAt, idAt };
}

function idOf(record: JsonRecord | undefined): string | undefined {
  return typeof record?.sourcedId === "string" ? record.sourcedId : undefined;
}

const nothing: MoreFields = { fields: [], add: () => {} };

/** `children` of small collections, which no file has. */
function withChildren(setting: RosterSetting, table: RosterTable, type: RefType) {
  const children = new Map<string, JsonRecord[]>();
  const rows = tableRows(table);
  for (let place = 0; place < table.places; place += 1) {
    for (const row of rows.at(place)) {
      const parent = row("parentSourcedId");
      const child = reference(setting.hrefBase, type, row("sourcedId"));
      children.set(parent, [...(children.get(parent) ?? []), child]);
    }
  }
  return {
    fields: ["children"],
    add(record: JsonRecord, row: Row) {
      record.children = children.get(row("sourcedId")) ?? [];
    },
  };
}

/** `roles` as roles.csv says them, and for those who work here a profile whose credentials know no password. */
function withRoles(setting: RosterSetting, roles: TableRows) {
  const { hrefBase } = setting;
  return {
    fields: ["roles", "userProfiles"],
    add(record: JsonRecord, row: Row, place: number) {
      const own = roles.at(place);
      record.roles = own.map((role) => ({
        roleType: role("roleType"),
        role: role("role"),
        org: reference(hrefBase, "org", role("orgSourcedId")),
      }));
      const isStaff = own.some((role) => /^(?:teacher|aide|\w+Administrator)$/.test(role("role")));
      if (!isStaff) return;
      const profileId = `${hrefBase}/profiles/${encodeURIComponent(row("sourcedId"))}`;
      const credentials = [{ type: "basic", username: row("username") }];
      record.userProfiles = [{ profileId, profileType: "LMS login", vendorId: "sandbox", credentials }];
    },
  };
}

/** Birth dates that nobody asked for: one object a student. */
function demographicsSource(reading: Reading, users: TableRows, year: number): RecordSource {
  const { setting, modified } = reading;
  const isStudent = (row: Row) => row("grades") !== "";
  function recordAt(place: number): JsonRecord | undefined {
    const row = users.at(place)[0];
    if (row === undefined || !isStudent(row)) return undefined;
    const sourcedId = row("sourcedId");
    const birthDate = birthDateOf(sourcedId, row("grades"), year);
    const record = { sourcedId, status: "active", dateLastModified: modified, birthDate };
    return setting.vary === undefined ? record : setting.vary(record, "demographics");
  }
  return {
    places: users.places,
    fields: new Set([...base, "birthDate"]),
    at: recordAt,
    idAt: (place) => idOf(recordAt(place)),
  };
}

/** Who is in users.csv, without writing the row. */
function userIds(view: RosterView, withGuardians: boolean): (place: number) => string | undefined {
  const { people } = view.district;
  return (place) => {
    const isIn = at(people.present, place) === 1 && (withGuardians || !isGuardian(people, place));
    return isIn ? view.personId(place) : undefined;
  };
}

/** A district as a server of OneRoster has it: exactly what the written files say, object by object. */
export function createRecordSources(
  district: District,
  setting: RosterSetting,
): Readonly<Record<BaseCollection, RecordSource>> {
  const view = createRosterView(district);
  const is12 = setting.version === "1.2";
  const withGuardians = setting.guardians === "in-users";
  const modified = `${district.year}-08-01T06:00:00.000Z`;
  const read = (collection: BaseCollection): Reading => ({ setting, collection, modified });
  const orgs = orgsTable(view);
  const sessions = sessionsTable(view);
  const users = is12 ? usersTable12(view, withGuardians) : usersTable11(view, withGuardians);
  const roles = is12 ? withRoles(setting, tableRows(rolesTable(view, withGuardians))) : nothing;
  const { courses, classes, enrollments, academicSessions } = sharedFields;
  return {
    orgs: readTable(read("orgs"), orgs, sharedFields.orgs, withChildren(setting, orgs, "org")),
    academicSessions: readTable(
      read("academicSessions"),
      sessions,
      academicSessions,
      withChildren(setting, sessions, "academicSession"),
    ),
    courses: readTable(read("courses"), coursesTable(view), courses, nothing),
    classes: readTable(read("classes"), classesTable(view), classes, nothing),
    users: readTable(read("users"), users, is12 ? userFields12 : userFields11, {
      ...roles,
      idAt: userIds(view, withGuardians),
    }),
    enrollments: readTable(read("enrollments"), enrollmentsTable(view), enrollments, {
      ...nothing,
      idAt: (place) => view.enrollmentId(at(district.enrollments.key, place)),
    }),
    demographics: demographicsSource(read("demographics"), tableRows(users), district.year),
  };
}
