import { type JsonObject, listOf, objectOf, textOf, textsOf } from "./json.ts";

/**
 * Clever's objects as far as we use them; field names as in its Swagger 3.1. Absent text is "". Everything else of an
 * object ends here: birth dates, origin, lunch status, places of living.
 */
export interface CleverDistrict {
  readonly id: string;
  readonly name: string;
  readonly ncesId: string;
  readonly state: string;
  readonly pauseStart: string;
  readonly pauseEnd: string;
}

export interface CleverSchool {
  readonly id: string;
  readonly name: string;
  readonly sisId: string;
  readonly schoolNumber: string;
  readonly stateId: string;
  readonly ncesId: string;
}

export interface CleverTerm {
  readonly id: string;
  readonly name: string;
  readonly startDate: string;
  readonly endDate: string;
}

export interface CleverCourse {
  readonly id: string;
  readonly name: string;
  readonly number: string;
}

export interface CleverSection {
  readonly id: string;
  readonly name: string;
  readonly sisId: string;
  readonly sectionNumber: string;
  readonly school: string;
  readonly course: string;
  readonly termId: string;
  readonly period: string;
  readonly grade: string;
  readonly subject: string;
  /** The primary teacher. */
  readonly teacher: string;
  readonly teachers: readonly string[];
  readonly students: readonly string[];
}

export interface CleverName {
  readonly first: string;
  readonly middle: string;
  readonly last: string;
}

/** A role that somebody has at schools. `sisId`, `number` and `stateId` are the district's own ids of the person. */
export interface CleverPlaceRole {
  readonly sisId: string;
  readonly number: string;
  readonly stateId: string;
  readonly title: string;
  readonly username: string;
  /** The primary one; "" for staff. */
  readonly school: string;
  readonly schools: readonly string[];
}

export interface CleverStudentRole extends CleverPlaceRole {
  readonly grade: string;
  /** 3.1 only. */
  readonly preferredName: CleverName;
}

export interface CleverRelationship {
  readonly student: string;
  readonly relationship: string;
  readonly type: string;
}

export interface CleverContactRole {
  readonly sisId: string;
  readonly phone: string;
  readonly phoneType: string;
  readonly relationships: readonly CleverRelationship[];
}

export interface CleverUser {
  readonly id: string;
  readonly email: string;
  readonly name: CleverName;
  readonly student: CleverStudentRole | undefined;
  readonly teacher: CleverPlaceRole | undefined;
  readonly staff: CleverPlaceRole | undefined;
  readonly isDistrictAdmin: boolean;
  readonly contact: CleverContactRole | undefined;
  /** Keys of `roles` that nobody knew when this was written. */
  readonly otherRoles: readonly string[];
}

export function readDistrict(json: JsonObject): CleverDistrict {
  return {
    id: textOf(json.id),
    name: textOf(json.name),
    ncesId: textOf(json.nces_id),
    state: textOf(json.state),
    pauseStart: textOf(json.pause_start),
    pauseEnd: textOf(json.pause_end),
  };
}

export function readSchool(json: JsonObject): CleverSchool {
  return {
    id: textOf(json.id),
    name: textOf(json.name),
    sisId: textOf(json.sis_id),
    schoolNumber: textOf(json.school_number),
    stateId: textOf(json.state_id),
    ncesId: textOf(json.nces_id),
  };
}

export function readTerm(json: JsonObject): CleverTerm {
  const [startDate, endDate] = [textOf(json.start_date), textOf(json.end_date)];
  return { id: textOf(json.id), name: textOf(json.name), startDate, endDate };
}

export function readCourse(json: JsonObject): CleverCourse {
  return { id: textOf(json.id), name: textOf(json.name), number: textOf(json.number) };
}

export function readSection(json: JsonObject): CleverSection {
  return {
    id: textOf(json.id),
    name: textOf(json.name),
    sisId: textOf(json.sis_id),
    sectionNumber: textOf(json.section_number),
    school: textOf(json.school),
    course: textOf(json.course),
    termId: textOf(json.term_id),
    period: textOf(json.period),
    grade: textOf(json.grade),
    subject: textOf(json.subject),
    teacher: textOf(json.teacher),
    teachers: textsOf(json.teachers),
    students: textsOf(json.students),
  };
}

const knownRoles = ["student", "teacher", "staff", "district_admin", "contact"];

export function readUser(json: JsonObject): CleverUser {
  const roles = objectOf(json.roles);
  const role = <T>(key: string, read: (json: JsonObject) => T): T | undefined =>
    roles[key] === undefined || roles[key] === null ? undefined : read(objectOf(roles[key]));
  return {
    id: textOf(json.id),
    email: textOf(json.email),
    name: readName(json.name),
    student: role("student", readStudentRole),
    teacher: role("teacher", (one) => readPlaceRole(one, "teacher_number")),
    staff: role("staff", (one) => readPlaceRole(one, "staff_id")),
    isDistrictAdmin: role("district_admin", () => true) ?? false,
    contact: role("contact", readContactRole),
    otherRoles: Object.keys(roles).filter((key) => !knownRoles.includes(key)),
  };
}

function readName(json: unknown): CleverName {
  const { first, middle, last } = objectOf(json);
  return { first: textOf(first), middle: textOf(middle), last: textOf(last) };
}

function readPlaceRole(json: JsonObject, number: string): CleverPlaceRole {
  return {
    sisId: textOf(json.sis_id),
    number: textOf(json[number]),
    stateId: textOf(json.state_id),
    title: textOf(json.title),
    username: textOf(objectOf(json.credentials).district_username),
    school: textOf(json.school),
    schools: textsOf(json.schools),
  };
}

function readStudentRole(json: JsonObject): CleverStudentRole {
  const place = readPlaceRole(json, "student_number");
  return { ...place, grade: textOf(json.grade), preferredName: readName(json.preferred_name) };
}

function readContactRole(json: JsonObject): CleverContactRole {
  const relationships = listOf(json.student_relationships).map(objectOf);
  return {
    sisId: textOf(json.sis_id),
    phone: textOf(json.phone),
    phoneType: textOf(json.phone_type),
    relationships: relationships.flatMap(({ student, relationship, type }) => {
      const one = { student: textOf(student), relationship: textOf(relationship), type: textOf(type) };
      return one.student === "" ? [] : [one];
    }),
  };
}
