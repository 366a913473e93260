import { at } from "./columns.ts";
import { isStudent, type People } from "./people.ts";
import { dealt } from "./random.ts";
import type { School } from "./schools.ts";

/** The students of a school who are taught together: one grade, or several where classes are few. */
export interface Cohort {
  readonly school: number;
  readonly low: number;
  readonly high: number;
  /** Rows of people, and how many classes each of them attends. */
  readonly students: Uint32Array;
  readonly loads: Uint8Array;
  /** Subjects taught. */
  readonly slots: number;
  readonly classes: number;
  /** Row of its first class. */
  readonly firstClass: number;
}

/** Older students change rooms every period and attend more classes. */
const youngLoad = 4;
const olderLoad = 6;

/** One student's classes at most, so that a wrong plan is told and not obeyed. */
const mostClasses = 40;

/**
 * Sorts the students into cohorts and deals out to them exactly `studentRows` enrollments and to the
 * cohorts exactly `classes` classes. Grades are taught together, more and more of them, until the classes
 * suffice for every subject.
 */
export function createCohorts(
  people: People,
  schools: readonly School[],
  classes: number,
  studentRows: number,
): Cohort[] {
  for (const grades of [1, 2, 3, 4, 7, 13]) {
    const groups = groupStudents(people, schools, grades);
    dealLoads(people, groups, studentRows);
    const needed = groups.reduce((sum, group) => sum + group.slots, 0);
    if (needed <= classes) return dealClasses(groups, classes - needed, studentRows);
  }
  throw new Error(`${classes} classes are too few for ${studentRows} enrollments of students`);
}

interface Group {
  school: number;
  low: number;
  high: number;
  students: number[];
  loads: Uint8Array;
  slots: number;
  rows: number;
}

function groupStudents(people: People, schools: readonly School[], grades: number): Group[] {
  const groups = new Map<number, Group>();
  for (let row = 0; row < people.count; row += 1) {
    if (at(people.present, row) === 0 || !isStudent(people, row)) continue;
    const school = at(people.school, row);
    const { low, high } = schools[school] ?? { low: 0, high: 12 };
    const from = low + Math.floor((at(people.grade, row) - low) / grades) * grades;
    const key = school * 13 + from;
    const group = groups.get(key);
    if (group !== undefined) group.students.push(row);
    else {
      const to = Math.min(high, from + grades - 1);
      const loads = new Uint8Array(0);
      groups.set(key, { school, low: from, high: to, students: [row], loads, slots: 0, rows: 0 });
    }
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

function dealLoads(people: People, groups: readonly Group[], studentRows: number): void {
  const weight = (row: number) => (at(people.grade, row) <= 5 ? youngLoad : olderLoad);
  let all = 0;
  for (const group of groups) for (const row of group.students) all += weight(row);
  let before = 0;
  for (const group of groups) {
    group.loads = new Uint8Array(group.students.length);
    group.students.forEach((row, place) => {
      const after = before + weight(row);
      const load = dealt(studentRows, after, all) - dealt(studentRows, before, all);
      if (load < 1 || load > mostClasses) throw new Error(`a student would attend ${load} classes`);
      before = after;
      group.loads[place] = load;
      group.rows += load;
      group.slots = Math.max(group.slots, load);
    });
  }
}

function dealClasses(groups: readonly Group[], spare: number, studentRows: number): Cohort[] {
  let before = 0;
  let firstClass = 0;
  return groups.map(({ school, low, high, students, loads, slots, rows }) => {
    const more = dealt(spare, before + rows, studentRows) - dealt(spare, before, studentRows);
    before += rows;
    const classes = slots + more;
    const cohort = {
      school,
      low,
      high,
      students: Uint32Array.from(students),
      loads,
      slots,
      classes,
      firstClass,
    };
    firstClass += classes;
    return cohort;
  });
}
