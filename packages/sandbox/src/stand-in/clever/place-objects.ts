import { at } from "../../columns.ts";
import { courseKey } from "../../org-tables.ts";
import { sessionKey, sessionsOf, termOrdinals } from "../../school-year.ts";
import { gradeLabel, subjectTitle } from "../../subjects.ts";
import { userText } from "../../user-text.ts";
import { cleverId } from "./clever-id.ts";
import type { CleverView } from "./clever-view.ts";
import { type CleverObject, type CleverVersion, cleverGrade, cleverSubject } from "./clever-word.ts";

/** When everything here was made and last changed: a synthetic district has no history of its own. */
export const madeAt = "2026-08-01T12:00:00.000Z";

/** What a district says of itself besides its name. */
export interface DistrictState {
  readonly state: string;
  readonly pauseStart: string;
  readonly pauseEnd: string;
}

export function districtObject(view: CleverView, version: CleverVersion, now: DistrictState): CleverObject {
  const paused = now.state === "paused" ? { pause_start: now.pauseStart, pause_end: now.pauseEnd } : {};
  return {
    ...{ id: view.districtId, name: "Sandbox Unified School District", sis_type: "sftp", state: now.state },
    ...{ launch_date: "2026-08-01", last_sync: madeAt, login_methods: [], portal_url: "", nces_id: "0001" },
    ...(version === "v3.1" ? { lms_type: "", lms_state: "" } : {}),
    ...paused,
  };
}

export function schoolObject(view: CleverView, row: number): CleverObject {
  const school = view.roster.district.schools[row];
  if (school === undefined) throw new Error(`no school in row ${row}`);
  return {
    ...{ id: view.schoolId(row), district: view.districtId, name: school.name },
    ...{ sis_id: view.roster.schoolIds[row] ?? "", school_number: String(school.number).padStart(4, "0") },
    ...{ low_grade: cleverGrade(school.low), high_grade: cleverGrade(school.high), state_id: "" },
    ...{ created: madeAt, last_modified: madeAt },
  };
}

/** The one term of a class: Clever has no class in two semesters, so that is the school year's. */
function termOrdinal(terms: number): number {
  const ordinals = termOrdinals(terms);
  return ordinals.length === 1 ? (ordinals[0] ?? 0) : 0;
}

const termId = (year: number, ordinal: number) => cleverId("term", sessionKey(year, ordinal));

/** Terms and courses are made from the sections: what no shared section has is not there. */
export function termObjects(view: CleverView): readonly CleverObject[] {
  const { classes, year } = view.roster.district;
  const used = new Set(view.sections.map((row) => termOrdinal(at(classes.terms, row))));
  return sessionsOf(year)
    .filter(({ ordinal }) => used.has(ordinal))
    .map(({ ordinal, title, start, end }) => ({
      ...{ id: termId(year, ordinal), district: view.districtId, name: title },
      ...{ start_date: start, end_date: end },
    }));
}

function courseOf({ roster }: CleverView, row: number): number {
  const { classes } = roster.district;
  return courseKey(at(classes.low, row), at(classes.high, row), at(classes.slot, row));
}

export function courseObjects(view: CleverView): readonly CleverObject[] {
  const keys = [...new Set(view.sections.map((row) => courseOf(view, row)))].sort((a, b) => a - b);
  return keys.map((key) => ({
    ...{ id: cleverId("course", key), district: view.districtId },
    ...{ name: courseName(key), number: String(key).padStart(6, "0") },
  }));
}

function courseName(key: number): string {
  const [low, high, slot] = [Math.floor(key / 10_000), Math.floor(key / 100) % 100, key % 100];
  return `${subjectTitle(low, slot)} ${gradeLabel(low, high)}`;
}

/** A section; its name is made by Clever: course, family name of the teacher, period. */
export function sectionObject(view: CleverView, row: number, version: CleverVersion): CleverObject {
  const { roster, districtId } = view;
  const { classes, year } = roster.district;
  const [low, high, slot] = [at(classes.low, row), at(classes.high, row), at(classes.slot, row)];
  const teachers = view.teachersIn(row);
  const [primary] = teachers;
  const period = low <= 5 ? "" : String(slot + 1);
  const teacherName = primary === undefined ? "" : userText(roster, primary).name.family;
  const course = courseOf(view, row);
  const parts = [courseName(course), teacherName, period].filter((part) => part !== "");
  return {
    ...{ id: view.sectionId(row), district: districtId, school: view.schoolId(at(classes.school, row)) },
    ...{ name: parts.join(" - "), sis_id: roster.classId(row), period },
    section_number: `${String(course).padStart(6, "0")}-${at(classes.parallel, row) + 1}`,
    ...{ grade: low === high ? cleverGrade(low) : "", subject: cleverSubject(subjectTitle(low, slot)) },
    ...{ course: cleverId("course", course), term_id: termId(year, termOrdinal(at(classes.terms, row))) },
    ...(primary === undefined ? {} : { teacher: view.userId(primary) }),
    ...{ teachers: teachers.map(view.userId), students: view.studentsIn(row).map(view.userId) },
    ...{ created: madeAt, last_modified: madeAt },
    ...(version === "v3.1" ? { lms_status: { synced_in_lms: false } } : {}),
  };
}
