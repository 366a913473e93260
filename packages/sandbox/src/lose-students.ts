import { at } from "./columns.ts";
import { closeDay, isBusy, openDay } from "./day-book.ts";
import { pickRow } from "./day-pick.ts";
import { leave } from "./day-students.ts";
import type { District } from "./district.ts";
import { isStudent } from "./people.ts";

/** A fault of an export: such a share of a school's students is missing, with their enrollments and families. */
export interface StudentLoss {
  readonly seed: number;
  /** Row in the district's schools. */
  readonly school: number;
  /** 0 … 1 of the school's students, rounded. */
  readonly share: number;
}

/** The district as such an export shows it. */
export function loseStudents(district: District, loss: StudentLoss): District {
  const book = openDay(district, loss.seed, { people: 0, classes: 0 });
  const { people } = book;
  const attends = (row: number) =>
    at(people.present, row) === 1 && isStudent(people, row) && at(people.school, row) === loss.school;
  let students = 0;
  for (let row = 0; row < people.count; row += 1) if (attends(row)) students += 1;
  for (let count = Math.round(students * loss.share); count > 0; count -= 1) {
    const student = pickRow(book, people.count, (row) => attends(row) && !isBusy(book, row));
    if (student === undefined) throw new Error("fewer students than counted");
    leave(book, student);
  }
  return closeDay(book);
}
