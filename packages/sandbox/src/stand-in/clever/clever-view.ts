import { createHash } from "node:crypto";
import { at, type Groups, groupRows, rowsOf } from "../../columns.ts";
import type { District } from "../../district.ts";
import { inClass } from "../../enrollments.ts";
import { isGuardian, isStudent, noSchool, roleOf } from "../../people.ts";
import { createRosterView, type RosterView } from "../../roster-view.ts";
import { userText } from "../../user-text.ts";
import { cleverId } from "./clever-id.ts";

/** What Clever's users are; the keys of `roles`. */
export const cleverRoles = ["student", "teacher", "staff", "district_admin", "contact"] as const;

export type CleverRole = (typeof cleverRoles)[number];

/** What a district lets us see, and how it keeps its contacts. */
export interface CleverSharing {
  /** Rows in the district's schools; left out: all. */
  readonly schools?: readonly number[];
  /** Roles whose users are not shared at all. */
  readonly withheldRoles?: readonly CleverRole[];
  /** Whether the contacts come with a `sis_id`. Without it any change of a contact gives a new Clever id. */
  readonly contactIds?: boolean;
  /** Contacts stand in the district's system once for each child, as many have them: a contact for each of them. */
  readonly contactPerChild?: boolean;
  /** Clever has thought of new words for the type, the relationship and the phone of contacts. */
  readonly newContactWords?: boolean;
  /** Birth date, gender, origin and lunch status of students too. */
  readonly demographics?: boolean;
}

/** A district as Clever shows it to one application. Rows are those of the district's tables. */
export interface CleverView {
  readonly roster: RosterView;
  readonly sharing: CleverSharing;
  readonly districtId: string;
  /** Rows that are shared, in no order. */
  readonly schools: readonly number[];
  readonly sections: readonly number[];
  usersOf(role: CleverRole): readonly number[];
  /** The keys of `roles`; empty for somebody who is not shared. */
  rolesOf(row: number): readonly CleverRole[];
  schoolId(row: number): string;
  sectionId(row: number): string;
  userId(row: number): string;
  /** Ids of the schools of a person, also of those that are not shared. */
  schoolsOf(row: number): readonly string[];
  /** Rows of people in a class; teachers first the primary one. */
  studentsIn(section: number): readonly number[];
  teachersIn(section: number): readonly number[];
}

/** Looks at a district as Clever does. Costs one pass over people and enrollments. */
export function createCleverView(district: District, sharing: CleverSharing = {}): CleverView {
  const { people, classes, schools } = district;
  const roster = createRosterView(district);
  const sharedSchools = new Set(sharing.schools ?? schools.map((_, row) => row));
  const rolesOf = roleReader(roster, sharing, sharedSchools);
  const byRole = groupUsers(people.count, rolesOf);
  const usersIn = classReader(district);
  const studentsIn = (section: number) => usersIn(section, [inClass.student]);
  const schoolId = (row: number) => cleverId("school", schools[row]?.number ?? 0);
  const isShared = (row: number) =>
    at(classes.present, row) === 1 &&
    sharedSchools.has(at(classes.school, row)) &&
    studentsIn(row).length > 0;
  return {
    roster,
    sharing,
    districtId: cleverId("district", 1),
    schools: [...sharedSchools],
    sections: Array.from({ length: classes.count }, (_, row) => row).filter(isShared),
    usersOf: (role) => byRole.get(role) ?? [],
    rolesOf,
    schoolId,
    sectionId: (row) => cleverId("section", at(classes.key, row)),
    userId: (row) => userId(roster, sharing, row),
    schoolsOf: (row) =>
      [at(people.school, row), at(people.second, row)].filter((school) => school !== noSchool).map(schoolId),
    studentsIn,
    teachersIn: (section) => [
      ...usersIn(section, [inClass.teacher]),
      ...usersIn(section, [inClass.coTeacher, inClass.aide]),
    ],
  };
}

/** What somebody is, as far as it is shared. */
function roleReader(
  roster: RosterView,
  sharing: CleverSharing,
  schools: ReadonlySet<number>,
): CleverView["rolesOf"] {
  const { district } = roster;
  const { people } = district;
  const teaches = teachingRows(district);
  const isAt = (row: number) => schools.has(at(people.school, row)) || schools.has(at(people.second, row));
  return (row) => {
    if (at(people.present, row) === 0) return [];
    const roles = ownRoles(district, row, teaches);
    const isShared = roles.includes("contact")
      ? roster.childrenOf(row).some(isAt)
      : roles.includes("district_admin") || isAt(row);
    return isShared ? roles.filter((role) => sharing.withheldRoles?.includes(role) !== true) : [];
  };
}

/** Reads who is in a class, by what they do there. */
function classReader({ people, classes, enrollments }: District) {
  const inSections: Groups = groupRows(enrollments.count, classes.count, (row) =>
    at(people.present, at(enrollments.user, row)) === 1 ? at(enrollments.cls, row) : -1,
  );
  return (section: number, wanted: readonly number[]): readonly number[] => {
    const rows = [...rowsOf(inSections, section)].filter((row) => wanted.includes(at(enrollments.role, row)));
    return [...new Set(rows.map((row) => at(enrollments.user, row)))];
  };
}

/** Whoever stands before a class is a teacher to Clever, aides too. */
function teachingRows({ enrollments, people }: District): Uint8Array {
  const teaches = new Uint8Array(people.count);
  for (let row = 0; row < enrollments.count; row += 1)
    if (at(enrollments.role, row) !== inClass.student) teaches[at(enrollments.user, row)] = 1;
  return teaches;
}

/** Employees are one user with all they are; a student and a contact are merged with nobody (Clever's rule). */
function ownRoles({ people }: District, row: number, teaches: Uint8Array): readonly CleverRole[] {
  if (isStudent(people, row)) return ["student"];
  if (isGuardian(people, row)) return ["contact"];
  if (at(people.school, row) === noSchool) return ["district_admin"];
  if (roleOf(people, row) === "teacher") return ["teacher"];
  return at(teaches, row) === 1 ? ["teacher", "staff"] : ["staff"];
}

function groupUsers(
  count: number,
  rolesOf: (row: number) => readonly CleverRole[],
): ReadonlyMap<CleverRole, readonly number[]> {
  const byRole = new Map<CleverRole, number[]>(cleverRoles.map((role) => [role, []]));
  for (let row = 0; row < count; row += 1) for (const role of rolesOf(row)) byRole.get(role)?.push(row);
  return byRole;
}

/**
 * A contact that the district's system gives no id is another contact after any change of name, phone or e-mail; so
 * its id is made of them.
 */
function userId(roster: RosterView, sharing: CleverSharing, row: number): string {
  const { people } = roster.district;
  if (sharing.contactIds !== false || !isGuardian(people, row)) return cleverId("user", at(people.key, row));
  const { name, email, sms, phone } = userText(roster, row);
  const details = [name.given, name.family, email, sms, phone, String(at(people.household, row))].join("\n");
  return `5f0c0009${createHash("sha256")
    .update(`${details}\n${at(people.key, row)}`)
    .digest("hex")
    .slice(0, 16)}`;
}
