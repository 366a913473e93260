import { at } from "./columns.ts";
import { type DayBook, isBusy } from "./day-book.ts";

/** Tries by chance before looking one by one. */
const tries = 40;

/** A row below `rows` that satisfies `fits`, by chance; undefined when there is none. */
export function pickRow(book: DayBook, rows: number, fits: (row: number) => boolean): number | undefined {
  if (rows === 0) return undefined;
  for (let round = 0; round < tries; round += 1) {
    const row = book.random.below(rows);
    if (fits(row)) return row;
  }
  const first = book.random.below(rows);
  for (let step = 0; step < rows; step += 1) {
    const row = (first + step) % rows;
    if (fits(row)) return row;
  }
  return undefined;
}

/** A person present this morning whom nothing has happened to today. */
export function pickPerson(book: DayBook, fits: (row: number) => boolean): number | undefined {
  const { people, before } = book;
  const free = (row: number) => at(people.present, row) === 1 && !isBusy(book, row) && fits(row);
  return pickRow(book, before.people.count, free);
}

/** One of a list, by chance. */
export function pickOne<T>(book: DayBook, values: readonly T[]): T | undefined {
  return values[book.random.below(values.length)];
}
