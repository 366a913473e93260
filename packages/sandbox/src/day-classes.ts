import { addClass } from "./classes.ts";
import { at, type Groups, groupRows, rowsOf } from "./columns.ts";
import { addRow, classesNow, type DayBook, dropRow, isBusy, markBusy } from "./day-book.ts";
import { pickOne, pickRow } from "./day-pick.ts";
import { inClass } from "./enrollments.ts";
import { isStudent } from "./people.ts";

/** Students who follow to a new parallel class. */
const followers = 8;

/** Open classes of this morning that teach the same course in the same school. */
function sistersOf(book: DayBook, cls: number): number[] {
  const { classes } = book;
  return [...rowsOf(book.classesOfSchool, at(classes.school, cls))].filter(
    (other) =>
      other !== cls &&
      at(classes.present, other) === 1 &&
      at(classes.slot, other) === at(classes.slot, cls) &&
      at(classes.low, other) === at(classes.low, cls) &&
      at(classes.high, other) === at(classes.high, cls),
  );
}

/** The next free number among the parallel classes, counting those opened today. */
function nextParallel(book: DayBook, cls: number): number {
  const { classes, before } = book;
  const today = Array.from(
    { length: classes.count - before.classes.count },
    (_, row) => before.classes.count + row,
  );
  const numbers = [cls, ...sistersOf(book, cls), ...today].map((row) => at(classes.parallel, row));
  return Math.max(...numbers) + 1;
}

/** The enrollments of every class of this morning. */
function rowsByClass(book: DayBook): Groups {
  const { enrollments } = book.before;
  return groupRows(enrollments.count, book.before.classes.count, (row) => at(enrollments.cls, row));
}

function moveStudents(book: DayBook, rows: readonly number[], to: number): void {
  const { user } = book.before.enrollments;
  for (const row of rows) {
    const student = at(user, row);
    dropRow(book, row);
    if (!classesNow(book, student).includes(to)) addRow(book, to, student, inClass.student);
    markBusy(book, student);
  }
}

/** Students of a class whom nothing has happened to today. */
function freeStudentRows(book: DayBook, byClass: Groups, cls: number): number[] {
  const { user } = book.before.enrollments;
  return [...rowsOf(byClass, cls)].filter((row) => {
    const person = at(user, row);
    return at(book.rowMarks, row) === 0 && isStudent(book.people, person) && !isBusy(book, person);
  });
}

/** Opens new classes parallel to existing ones; each gets its sister's teacher and some of its students. */
export function openClasses(book: DayBook, wanted: number): void {
  if (wanted === 0) return;
  const { classes, before, serials } = book;
  const byClass = rowsByClass(book);
  for (let count = 0; count < wanted; count += 1) {
    const sister = pickRow(book, before.classes.count, (row) => at(classes.present, row) === 1);
    if (sister === undefined) return;
    const teacher = [...rowsOf(byClass, sister)].find(
      (row) => at(before.enrollments.role, row) === inClass.teacher,
    );
    if (teacher === undefined) throw new Error(`class ${sister} has no teacher`);
    const cls = addClass(classes, {
      school: at(classes.school, sister),
      low: at(classes.low, sister),
      high: at(classes.high, sister),
      slot: at(classes.slot, sister),
      parallel: nextParallel(book, sister),
      terms: at(classes.terms, sister),
      key: serials.cls,
    });
    serials.cls += 1;
    book.differences += 1;
    addRow(book, cls, at(before.enrollments.user, teacher), inClass.teacher);
    moveStudents(book, freeStudentRows(book, byClass, sister).slice(0, followers), cls);
  }
}

/** Closes classes that have a parallel class, which takes the students; fewer when too few have one. */
export function closeClasses(book: DayBook, wanted: number): void {
  if (wanted === 0) return;
  const { classes, before } = book;
  const byClass = rowsByClass(book);
  const receivers = new Set<number>();
  // A class whose students were busy today, or that took students today, stays open: they could not be moved.
  const canClose = (cls: number) =>
    !receivers.has(cls) &&
    at(classes.present, cls) === 1 &&
    sistersOf(book, cls).length > 0 &&
    [...rowsOf(byClass, cls)].every((row) => {
      const user = at(before.enrollments.user, row);
      return at(book.rowMarks, row) === 0 && !(isStudent(book.people, user) && isBusy(book, user));
    });
  for (let count = 0; count < wanted; count += 1) {
    const cls = pickRow(book, before.classes.count, canClose);
    const sister = cls === undefined ? undefined : pickOne(book, sistersOf(book, cls));
    if (cls === undefined || sister === undefined) return;
    const students = freeStudentRows(book, byClass, cls);
    moveStudents(book, students, sister);
    for (const row of rowsOf(byClass, cls)) dropRow(book, row);
    receivers.add(sister);
    classes.present[cls] = 0;
    book.differences += 1;
  }
}
