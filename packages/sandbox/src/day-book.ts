import { type Classes, copyClasses } from "./classes.ts";
import { at, type Groups, groupRows, rowsOf } from "./columns.ts";
import type { FamilySetting } from "./create-families.ts";
import type { District } from "./district.ts";
import { addEnrollment, createEnrollments, type EnrollmentRow, type Enrollments } from "./enrollments.ts";
import {
  copyPeople,
  createFamilies,
  type Families,
  isStudent,
  noHousehold,
  type People,
  presentRows,
} from "./people.ts";
import { createRandom, type Random } from "./random.ts";
import { weekCodes } from "./school-year.ts";
import { createSchoolFinder } from "./schools.ts";
import type { Serials } from "./serials.ts";

/** Marks of a person: `busy` was touched today and is left alone, `differs` has another row in users.csv. */
const busy = 1;
const differs = 2;
/** Marks of an enrollment: gone, or with other dates. */
const dropped = 1;
const redated = 2;

/**
 * A day while it is being lived: copies that may be changed, and what has changed so far. It counts the
 * records that differ from the day before as OneRoster 1.1 with guardians in users.csv writes them; a
 * record that vanishes, one that appears and one that changes count one each.
 */
export interface DayBook {
  readonly before: District;
  readonly random: Random;
  readonly people: People;
  readonly classes: Classes;
  readonly serials: Serials;
  readonly families: Families;
  /** Makes children and adults who join today. */
  readonly setting: FamilySetting;
  /** Rows of the enrollments of each student, and the classes of each school, as of this morning. */
  readonly rowsOfStudent: Groups;
  readonly classesOfSchool: Groups;
  /** Week code for enrollments that begin today. */
  readonly week: number;
  readonly personMarks: Uint8Array;
  readonly rowMarks: Uint8Array;
  readonly newEnd: Map<number, number>;
  readonly added: EnrollmentRow[];
  readonly addedOf: Map<number, number[]>;
  differences: number;
}

/** Opens the day, with room for so many new people and new classes. */
export function openDay(before: District, seed: number, room: { people: number; classes: number }): DayBook {
  const { enrollments, classes, schools } = before;
  const people = copyPeople(before.people, room.people);
  const serials = { ...before.serials };
  const random = createRandom(seed);
  const schoolFor = createSchoolFinder(schools, before.plan.seed);
  const openClass = (row: number) => (at(classes.present, row) === 1 ? at(classes.school, row) : -1);
  const student = (row: number) => {
    const user = at(enrollments.user, row);
    return isStudent(people, user) ? user : -1;
  };
  return {
    before,
    random,
    people,
    classes: copyClasses(classes, room.classes),
    serials,
    families: createFamilies(people, serials.household),
    setting: { people, serials, random, schools, schoolFor, seed: before.plan.seed },
    rowsOfStudent: groupRows(enrollments.count, people.count, student),
    classesOfSchool: groupRows(classes.count, schools.length, openClass),
    week: 1 + random.below(weekCodes - 1),
    personMarks: new Uint8Array(people.count + room.people),
    rowMarks: new Uint8Array(enrollments.count),
    newEnd: new Map(),
    added: [],
    addedOf: new Map(),
    differences: 0,
  };
}

export function isBusy(book: DayBook, person: number): boolean {
  return at(book.personMarks, person) !== 0;
}

/** Leaves a person alone for the rest of the day. */
export function markBusy(book: DayBook, person: number): void {
  book.personMarks[person] = at(book.personMarks, person) | busy;
}

/** Notes that a person's row differs from the day before. */
export function markDiffers(book: DayBook, person: number): void {
  const marks = at(book.personMarks, person);
  if ((marks & differs) === 0) book.differences += 1;
  book.personMarks[person] = marks | differs | busy;
}

/** The present adults of the household of a child who was here this morning. */
export function guardiansOf(book: DayBook, student: number): number[] {
  const household = at(book.people.household, student);
  return household === noHousehold ? [] : presentRows(book.people, book.families.guardians, household);
}

/** The enrollments a student had this morning and still has. */
export function rowsLeft(book: DayBook, student: number): number[] {
  return [...rowsOf(book.rowsOfStudent, student)].filter((row) => (at(book.rowMarks, row) & dropped) === 0);
}

/** The classes a student attends at this moment. */
export function classesNow(book: DayBook, student: number): number[] {
  const { cls } = book.before.enrollments;
  return [...rowsLeft(book, student).map((row) => at(cls, row)), ...(book.addedOf.get(student) ?? [])];
}

/** Ends an enrollment: its record vanishes. */
export function dropRow(book: DayBook, row: number): void {
  const marks = at(book.rowMarks, row);
  if ((marks & dropped) !== 0) return;
  if (marks === 0) book.differences += 1;
  book.rowMarks[row] = marks | dropped;
}

/** A new enrollment from today on. */
export function addRow(book: DayBook, cls: number, user: number, role: number): void {
  book.added.push({ cls, user, key: book.serials.enrollment, role, begin: book.week, end: 0 });
  book.serials.enrollment += 1;
  book.differences += 1;
  const classes = book.addedOf.get(user);
  if (classes === undefined) book.addedOf.set(user, [cls]);
  else classes.push(cls);
}

/** Gives an enrollment another last day; false when it was touched today already. */
export function redateRow(book: DayBook, row: number): boolean {
  if (at(book.rowMarks, row) !== 0) return false;
  const old = at(book.before.enrollments.end, row);
  book.newEnd.set(row, ((Math.max(old, 1) + book.random.below(9)) % weekCodes) + 1);
  book.rowMarks[row] = redated;
  book.differences += 1;
  return true;
}

function closeEnrollments(book: DayBook): Enrollments {
  const { enrollments } = book.before;
  let left = 0;
  for (let row = 0; row < enrollments.count; row += 1)
    if ((at(book.rowMarks, row) & dropped) === 0) left += 1;
  const after = createEnrollments(left + book.added.length);
  const { cls, user, key, role, begin, end } = enrollments;
  for (let row = 0; row < enrollments.count; row += 1) {
    const marks = at(book.rowMarks, row);
    if ((marks & dropped) !== 0) continue;
    addEnrollment(after, {
      cls: at(cls, row),
      user: at(user, row),
      key: at(key, row),
      role: at(role, row),
      begin: at(begin, row),
      end: marks === redated ? (book.newEnd.get(row) ?? 0) : at(end, row),
    });
  }
  for (const row of book.added) addEnrollment(after, row);
  return after;
}

/** Closes the day: the district as it is this evening. */
export function closeDay(book: DayBook): District {
  const { people, classes, serials } = book;
  return { ...book.before, people, classes, serials, enrollments: closeEnrollments(book) };
}
