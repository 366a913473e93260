import { at, rowsOf } from "./columns.ts";
import { addChild, addGuardians } from "./create-families.ts";
import {
  addRow,
  classesNow,
  type DayBook,
  dropRow,
  guardiansOf,
  markBusy,
  markDiffers,
  rowsLeft,
} from "./day-book.ts";
import { pickOne, pickPerson } from "./day-pick.ts";
import { inClass } from "./enrollments.ts";
import { isStudent, noSchool, presentRows } from "./people.ts";
import { schoolsForGrade } from "./schools.ts";

/** One joiner in three has a brother or a sister here already. */
const siblingShare = 0.3;

/** Open classes of a school that take a grade. */
function classesFor(book: DayBook, school: number, grade: number): number[] {
  const { classes } = book;
  return [...rowsOf(book.classesOfSchool, school)].filter(
    (cls) =>
      at(classes.present, cls) === 1 && at(classes.low, cls) <= grade && grade <= at(classes.high, cls),
  );
}

/** One class of every subject of the grade. */
function enrollInAll(book: DayBook, student: number): void {
  const { classes, people } = book;
  const choices = new Map<number, number[]>();
  for (const cls of classesFor(book, at(people.school, student), at(people.grade, student))) {
    const slot = at(classes.slot, cls);
    choices.set(slot, [...(choices.get(slot) ?? []), cls]);
  }
  for (const classesOfSlot of choices.values()) {
    const cls = pickOne(book, classesOfSlot);
    if (cls !== undefined) addRow(book, cls, student, inClass.student);
  }
}

/** A student leaves the district, and with the last child the guardians. */
export function leave(book: DayBook, student: number): void {
  const { people, families } = book;
  people.present[student] = 0;
  markDiffers(book, student);
  for (const row of rowsLeft(book, student)) dropRow(book, row);
  const siblings = presentRows(people, families.children, at(people.household, student));
  for (const guardian of guardiansOf(book, student)) {
    if (siblings.length === 0) people.present[guardian] = 0;
    markDiffers(book, guardian);
  }
}

/** Some student leaves; false when nobody is left to leave. */
export function leaveSomeone(book: DayBook): boolean {
  const student = pickPerson(book, (row) => isStudent(book.people, row));
  if (student === undefined) return false;
  leave(book, student);
  return true;
}

/** A student joins, as a new family or as a brother or sister, and gets a class of every subject. */
export function joinSomeone(book: DayBook): boolean {
  const { people, random, serials, setting } = book;
  const sibling = random.chance(siblingShare) ? pickPerson(book, (row) => isStudent(people, row)) : undefined;
  const household = sibling === undefined ? serials.household : at(people.household, sibling);
  const guardians = sibling === undefined ? [] : guardiansOf(book, sibling);
  if (sibling === undefined) serials.household += 1;
  else for (const child of presentRows(people, book.families.children, household)) markBusy(book, child);
  for (const guardian of guardians) markDiffers(book, guardian);
  const student = addChild(setting, household, random.below(13));
  markDiffers(book, student);
  if (sibling === undefined) {
    const first = people.count;
    addGuardians(setting, household, random.chance(0.7) ? 2 : 1);
    for (let row = first; row < people.count; row += 1) markDiffers(book, row);
  }
  enrollInAll(book, student);
  return true;
}

/** A student changes to another school that teaches the grade; false where there is none. */
export function moveSomeone(book: DayBook): boolean {
  const { people } = book;
  const elsewhere = (row: number) =>
    schoolsForGrade(book.before.schools, at(people.grade, row)).filter(
      (school) => school !== at(people.school, row),
    );
  const student = pickPerson(book, (row) => isStudent(people, row) && elsewhere(row).length > 0);
  if (student === undefined) return false;
  const school = pickOne(book, elsewhere(student));
  if (school === undefined) return false;
  people.school[student] = school;
  people.second[student] = noSchool;
  markDiffers(book, student);
  for (const guardian of guardiansOf(book, student)) markDiffers(book, guardian);
  for (const row of rowsLeft(book, student)) dropRow(book, row);
  enrollInAll(book, student);
  return true;
}

/** Parallel classes first; any other class of the school that takes the grade else. */
function otherClasses(book: DayBook, student: number, cls: number): number[] {
  const { classes, people } = book;
  const attends = new Set(classesNow(book, student));
  const open = classesFor(book, at(classes.school, cls), at(people.grade, student));
  const free = open.filter((other) => !attends.has(other));
  const sisters = free.filter((other) => at(classes.slot, other) === at(classes.slot, cls));
  return sisters.length > 0 ? sisters : free;
}

/** A student changes from one class to another of the same school: one enrollment vanishes, one appears. */
export function changeClass(book: DayBook): boolean {
  const { people } = book;
  const student = pickPerson(book, (row) => isStudent(people, row) && rowsLeft(book, row).length > 0);
  if (student === undefined) return false;
  const row = pickOne(book, rowsLeft(book, student));
  if (row === undefined) return false;
  const cls = pickOne(book, otherClasses(book, student, at(book.before.enrollments.cls, row)));
  if (cls === undefined) return false;
  dropRow(book, row);
  addRow(book, cls, student, inClass.student);
  return true;
}
