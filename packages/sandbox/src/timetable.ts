import { addClass, type Classes, createClasses } from "./classes.ts";
import { type Cohort, createCohorts } from "./cohorts.ts";
import { at } from "./columns.ts";
import { addEnrollment, createEnrollments, type Enrollments, inClass } from "./enrollments.ts";
import { noSchool, type People } from "./people.ts";
import { mix } from "./random.ts";
import type { School } from "./schools.ts";
import type { Serials } from "./serials.ts";
import { assignTeachers, countAssistants, sortFaculty } from "./teaching.ts";

/** What a timetable is made from. */
export interface TimetableSetting {
  readonly people: People;
  readonly schools: readonly School[];
  readonly serials: Serials;
  /** Exactly so many classes and so many enrollments, teachers' rows included. */
  readonly classes: number;
  readonly enrollments: number;
}

/** A year's classes and who is in them. */
export interface Timetable {
  readonly classes: Classes;
  readonly enrollments: Enrollments;
}

/**
 * Makes the classes of a year: each cohort (the grades of a school that are taught together) gets its
 * subjects, each subject its parallel classes, each student one class of as many subjects as the numbers allow.
 * Children of an elementary homeroom stay together all day; older students mix period by period.
 */
export function createTimetable(setting: TimetableSetting): Timetable {
  const { people, schools, serials } = setting;
  const faculty = sortFaculty(people, schools.length);
  const assistants = countAssistants(setting, faculty);
  const studentRows = setting.enrollments - setting.classes - assistants;
  const cohorts = createCohorts(people, schools, setting.classes, studentRows);
  const classes = createClasses(setting.classes);
  const enrollments = createEnrollments(setting.enrollments);
  for (const cohort of cohorts) openClasses(classes, serials, cohort);
  if (classes.count !== setting.classes)
    throw new Error(`made ${classes.count} of ${setting.classes} classes`);
  assignTeachers({ classes, enrollments, serials, faculty, assistants });
  const cohortOf = new Map(cohorts.flatMap((cohort) => gradesOf(cohort).map((key) => [key, cohort])));
  for (const cohort of cohorts) enrollCohort(setting, enrollments, cohort, cohortOf);
  if (enrollments.count !== setting.enrollments)
    throw new Error(`made ${enrollments.count} of ${setting.enrollments} enrollments`);
  return { classes, enrollments };
}

function gradeKey(school: number, grade: number): number {
  return school * 13 + grade;
}

function gradesOf(cohort: Cohort): number[] {
  const keys: number[] = [];
  for (let grade = cohort.low; grade <= cohort.high; grade += 1) keys.push(gradeKey(cohort.school, grade));
  return keys;
}

/** Parallel classes of each subject: the cohort's classes dealt out, the first subjects getting the odd ones. */
function parallelsOf(cohort: Cohort, slot: number): number {
  const base = Math.floor(cohort.classes / cohort.slots);
  return base + (slot < cohort.classes % cohort.slots ? 1 : 0);
}

function firstClassOf(cohort: Cohort, slot: number): number {
  const base = Math.floor(cohort.classes / cohort.slots);
  return cohort.firstClass + slot * base + Math.min(slot, cohort.classes % cohort.slots);
}

/** 3 = the year as one session, for young children; older ones have semester classes too. */
function termsOf(cohort: Cohort, key: number): number {
  if (cohort.low <= 5) return 3;
  const drawn = mix(key, 31) % 10;
  return drawn < 6 ? 0 : drawn < 8 ? 1 : 2;
}

function openClasses(classes: Classes, serials: Serials, cohort: Cohort): void {
  for (let slot = 0; slot < cohort.slots; slot += 1) {
    for (let parallel = 0; parallel < parallelsOf(cohort, slot); parallel += 1) {
      const key = serials.cls;
      serials.cls += 1;
      const { school, low, high } = cohort;
      addClass(classes, { school, low, high, slot, parallel, terms: termsOf(cohort, key), key });
    }
  }
}

/** Which of the parallel classes a student sits in: blocks of neighbours in elementary grades, another mix per subject later. */
function parallelFor(cohort: Cohort, place: number, slot: number): number {
  const parallels = parallelsOf(cohort, slot);
  if (cohort.low <= 5)
    return Math.floor((place * parallels) / Math.max(cohort.students.length, 1)) % parallels;
  return (place + Math.floor(place / parallels) * (slot + 1)) % parallels;
}

function enrollCohort(
  setting: TimetableSetting,
  enrollments: Enrollments,
  cohort: Cohort,
  cohortOf: ReadonlyMap<number, Cohort>,
): void {
  cohort.students.forEach((user, place) => {
    const load = at(cohort.loads, place);
    const second = at(setting.people.second, user);
    const grade = at(setting.people.grade, user);
    const away = second === noSchool ? undefined : cohortOf.get(gradeKey(second, grade));
    for (let slot = 0; slot < load; slot += 1) {
      const home = away === undefined || slot + 1 < load || slot >= away.slots ? cohort : away;
      const cls = firstClassOf(home, slot) + parallelFor(home, place % home.students.length, slot);
      const key = setting.serials.enrollment;
      setting.serials.enrollment += 1;
      addEnrollment(enrollments, { cls, user, key, role: inClass.student, begin: 0, end: 0 });
    }
  });
}
