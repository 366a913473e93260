import { at, extend, type Groups, groupRows, rowsOf } from "./columns.ts";

/** What a person is to the district; the place in this list is the number stored. */
export const personRoles = [
  "student",
  "parent",
  "guardian",
  "relative",
  "teacher",
  "aide",
  "administrator",
] as const;

/** One word for what a person is, in OneRoster's words (users.csv `role`, 1.1). */
export type PersonRole = (typeof personRoles)[number];

/** Stands in `school` for people of the district office, in `second` for people of one school. */
export const noSchool = 0xffff;
/** Stands in `household` for staff. */
export const noHousehold = 0xffff_ffff;

/**
 * All people, one row each. Rows are never reused and never move while a school year lasts, so that other
 * tables may point to them; who leaves is marked absent.
 */
export interface People {
  count: number;
  readonly present: Uint8Array;
  readonly role: Uint8Array;
  /** 0 = kindergarten … 12; students only. */
  readonly grade: Uint8Array;
  /** Row in the district's schools, or `noSchool`. */
  readonly school: Uint16Array;
  readonly second: Uint16Array;
  /** Unique for ever; from it come the sourcedId and the student number. */
  readonly key: Uint32Array;
  /** What the given name and the family name are computed from. */
  readonly given: Uint32Array;
  readonly family: Uint32Array;
  /** What the e-mail address and the mobile number are computed from; 0 = none. Equal numbers = shared. */
  readonly mail: Uint32Array;
  readonly phone: Uint32Array;
  /** Children and the adults who answer for them share a household. */
  readonly household: Uint32Array;
}

/** The values of one person. */
export interface PersonRow {
  readonly role: PersonRole;
  readonly grade?: number;
  readonly school: number;
  readonly second?: number;
  readonly key: number;
  readonly given: number;
  readonly family: number;
  readonly mail?: number;
  readonly phone?: number;
  readonly household?: number;
}

/** An empty table with room for so many people. */
export function createPeople(room: number): People {
  return {
    count: 0,
    present: new Uint8Array(room),
    role: new Uint8Array(room),
    grade: new Uint8Array(room),
    school: new Uint16Array(room),
    second: new Uint16Array(room),
    key: new Uint32Array(room),
    given: new Uint32Array(room),
    family: new Uint32Array(room),
    mail: new Uint32Array(room),
    phone: new Uint32Array(room),
    household: new Uint32Array(room),
  };
}

/** A copy that may be changed, with room for more people. */
export function copyPeople(people: People, more: number): People {
  const room = people.count + more;
  return {
    count: people.count,
    present: extend(people.present, room),
    role: extend(people.role, room),
    grade: extend(people.grade, room),
    school: extend(people.school, room),
    second: extend(people.second, room),
    key: extend(people.key, room),
    given: extend(people.given, room),
    family: extend(people.family, room),
    mail: extend(people.mail, room),
    phone: extend(people.phone, room),
    household: extend(people.household, room),
  };
}

/** Writes a person into the next free row and returns the row. */
export function addPerson(people: People, person: PersonRow): number {
  const row = people.count;
  if (row >= people.present.length) throw new Error("no room left in the table of people");
  people.count = row + 1;
  people.present[row] = 1;
  people.role[row] = personRoles.indexOf(person.role);
  people.grade[row] = person.grade ?? 0;
  people.school[row] = person.school;
  people.second[row] = person.second ?? noSchool;
  people.key[row] = person.key;
  people.given[row] = person.given;
  people.family[row] = person.family;
  people.mail[row] = person.mail ?? 0;
  people.phone[row] = person.phone ?? 0;
  people.household[row] = person.household ?? noHousehold;
  return row;
}

/** What the person in this row is. */
export function roleOf(people: People, row: number): PersonRole {
  const role = personRoles[at(people.role, row)];
  if (role === undefined) throw new Error(`unknown role in row ${row} of people`);
  return role;
}

export function isStudent(people: People, row: number): boolean {
  return at(people.role, row) === 0;
}

export function isGuardian(people: People, row: number): boolean {
  const role = at(people.role, row);
  return role >= 1 && role <= 3;
}

/** Who belongs to which household, children and adults apart. */
export interface Families {
  readonly children: Groups;
  readonly guardians: Groups;
}

/** Sorts everybody who was ever present into households; ask `present` for today. */
export function createFamilies(people: People, households: number): Families {
  const householdIf = (wanted: (row: number) => boolean) => (row: number) =>
    wanted(row) ? at(people.household, row) : -1;
  const student = (row: number) => isStudent(people, row);
  const guardian = (row: number) => isGuardian(people, row);
  return {
    children: groupRows(people.count, households, householdIf(student)),
    guardians: groupRows(people.count, households, householdIf(guardian)),
  };
}

/** The rows of one group that are present. */
export function presentRows(people: People, groups: Groups, group: number): number[] {
  const rows: number[] = [];
  for (const row of rowsOf(groups, group)) if (at(people.present, row) === 1) rows.push(row);
  return rows;
}
