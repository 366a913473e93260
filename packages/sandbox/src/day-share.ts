import type { DayBook } from "./day-book.ts";
import { changeContact, redateSomeone, renameSomeone } from "./day-people.ts";
import { changeClass, joinSomeone, leaveSomeone, moveSomeone } from "./day-students.ts";

/** A kind of change: its part of the day's differences, and the most records one such change touches. */
interface Kind {
  readonly part: number;
  readonly most: number;
  readonly happen: (book: DayBook) => boolean;
}

/**
 * What an ordinary day is made of. Enrollments are three quarters of a district's records and take most of
 * the changes. People come and go before anybody changes classes, so that nobody leaves with a class of
 * today; what the larger kinds leave over goes into changed dates.
 */
const kinds: readonly Kind[] = [
  { part: 0.03, most: 30, happen: moveSomeone },
  { part: 0.07, most: 20, happen: leaveSomeone },
  { part: 0.07, most: 20, happen: joinSomeone },
  { part: 0.57, most: 2, happen: changeClass },
  { part: 0.1, most: 1, happen: changeContact },
  { part: 0.08, most: 1, happen: renameSomeone },
  { part: 0.08, most: 1, happen: redateSomeone },
];

/** Changes that fail one after another before a kind is given up for the day. */
export const patience = 50;

/** New people a day of so many differences can bring: each of them is one of the differences. */
export function newPeopleIn(differences: number): number {
  return Math.ceil(differences * 0.2) + 20;
}

/** Lets things happen until so many records differ from the day before, spread over all kinds. */
export function spreadChanges(book: DayBook, differences: number): void {
  const start = book.differences;
  let parts = 0;
  for (const { part, most, happen } of kinds) {
    parts += part;
    const target = start + Math.round(differences * parts);
    let failures = 0;
    while (book.differences + most <= target && failures < patience)
      failures = happen(book) ? 0 : failures + 1;
  }
}
