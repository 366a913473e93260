import type { RecordOf } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { identityKey } from "@muster/rules/match/identity-key.ts";
import { copyDate, copyList, copyMaybe, copyText } from "../database/copy-text.ts";

/**
 * How the records of each table of the standard are stored: the SQL table, its columns beside the common ones,
 * and the cells of a record in that order. What no column takes never reaches the disk.
 */
export interface SourceTable<T extends TableName> extends StoredTable {
  readonly table: T;
  readonly cells: (record: RecordOf<T>) => string;
}

/** Name and own columns of a source table. */
export interface StoredTable {
  readonly name: string;
  readonly columns: readonly string[];
}

const tab = (...cells: readonly string[]): string => cells.join("\t");

const orgs: SourceTable<"orgs"> = {
  table: "orgs",
  name: "source_org",
  columns: ["name", "type", "identifier", "parent_sourced_id", "other_ids"],
  cells: (org) =>
    tab(
      ...[copyText(org.name), org.type, copyText(org.identifier), copyText(org.parentSourcedId)],
      copyOtherIds(org),
    ),
};

const academicSessions: SourceTable<"academicSessions"> = {
  table: "academicSessions",
  name: "source_session",
  columns: ["title", "type", "starts_on", "ends_on", "parent_sourced_id", "school_year"],
  cells: (session) =>
    tab(
      copyText(session.title),
      session.type,
      copyDate(session.startDate),
      copyDate(session.endDate),
      copyText(session.parentSourcedId),
      copyText(session.schoolYear),
    ),
};

const courses: SourceTable<"courses"> = {
  table: "courses",
  name: "source_course",
  columns: ["title", "course_code", "org_sourced_id"],
  cells: (course) => tab(copyText(course.title), copyText(course.courseCode), copyText(course.orgSourcedId)),
};

const classes: SourceTable<"classes"> = {
  table: "classes",
  name: "source_class",
  columns: [
    ...["title", "grades", "course_sourced_id", "class_code", "class_type", "location"],
    ...["school_sourced_id", "term_sourced_ids", "periods", "other_ids"],
  ],
  cells: (cls) =>
    tab(
      copyText(cls.title),
      copyList(cls.grades),
      copyText(cls.courseSourcedId),
      copyText(cls.classCode),
      cls.classType,
      copyText(cls.location),
      copyText(cls.schoolSourcedId),
      copyList(cls.termSourcedIds),
      copyList(cls.periods),
      copyOtherIds(cls),
    ),
};

const users: SourceTable<"users"> = {
  table: "users",
  name: "source_user",
  columns: [
    ...[
      "role",
      "org_sourced_ids",
      "username",
      "identifier",
      "given_name",
      "middle_name",
      "family_name",
      "email",
    ],
    ...["sms", "phone", "language", "agent_sourced_ids", "grades", "is_enabled", "identity_key", "other_ids"],
  ],
  cells: (user) =>
    tab(
      user.role,
      copyList(user.orgSourcedIds),
      copyText(user.username),
      copyText(user.identifier),
      copyText(user.preferredGivenName || user.givenName),
      copyText(user.middleName),
      copyText(user.preferredFamilyName || user.familyName),
      copyText(user.email),
      copyText(user.sms),
      copyText(user.phone),
      copyText(user.language),
      copyList(user.agentSourcedIds),
      copyList(user.grades),
      user.enabledUser ? "t" : "f",
      copyMaybe(user.role === "student" ? null : adultKey(user)),
      copyOtherIds(user),
    ),
};

const roles: SourceTable<"roles"> = {
  table: "roles",
  name: "source_role",
  columns: ["user_sourced_id", "role", "role_type", "org_sourced_id", "begins_on", "ends_on"],
  cells: (role) =>
    tab(
      copyText(role.userSourcedId),
      role.role,
      role.roleType,
      copyText(role.orgSourcedId),
      copyDate(role.beginDate),
      copyDate(role.endDate),
    ),
};

const enrollments: SourceTable<"enrollments"> = {
  table: "enrollments",
  name: "source_enrollment",
  columns: ["class_sourced_id", "user_sourced_id", "role", "is_primary", "begins_on", "ends_on"],
  cells: (enrollment) =>
    tab(
      copyText(enrollment.classSourcedId),
      copyText(enrollment.userSourcedId),
      enrollment.role,
      enrollment.primary ? "t" : "f",
      copyDate(enrollment.beginDate),
      copyDate(enrollment.endDate),
    ),
};

const guardians: SourceTable<"guardians"> = {
  table: "guardians",
  name: "source_guardian",
  columns: [
    ...[
      "student_sourced_id",
      "guardian_sourced_id",
      "given_name",
      "family_name",
      "email",
      "mobile",
      "home_phone",
    ],
    ...["language", "relationship", "contact_type", "identity_key"],
  ],
  cells: (guardian) =>
    tab(
      copyText(guardian.studentSourcedId),
      copyText(guardian.guardianSourcedId || guardian.sourcedId),
      copyText(guardian.givenName),
      copyText(guardian.familyName),
      copyText(guardian.email),
      copyText(guardian.mobile),
      copyText(guardian.homePhone),
      copyText(guardian.language),
      copyText(guardian.relationship),
      copyText(guardian.contactType),
      copyMaybe(guardianKey(guardian)),
    ),
};

/** Every source table, in the order in which they are read: what is pointed to comes first. */
export const sourceTables: { readonly [T in TableName]: SourceTable<T> } = {
  orgs,
  academicSessions,
  courses,
  classes,
  users,
  roles,
  enrollments,
  guardians,
};

export const tableNames = Object.keys(sourceTables) as readonly TableName[];

/** Null where there are none: most sources have one id alone. */
function copyOtherIds({ otherIds = [] }: { readonly otherIds?: readonly string[] }): string {
  return otherIds.length === 0 ? "\\N" : copyList(otherIds);
}

/** How `adult` is recognised when the same human comes again in another role. */
function adultKey(adult: RecordOf<"users">): string | null {
  const { givenName, familyName, email, sms, phone } = adult;
  return identityKey({ givenName, familyName, email, phones: [sms, phone] });
}

function guardianKey(guardian: RecordOf<"guardians">): string | null {
  const { givenName, familyName, email, mobile, homePhone } = guardian;
  return identityKey({ givenName, familyName, email, phones: [mobile, homePhone] });
}
