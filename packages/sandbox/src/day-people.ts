import { at } from "./columns.ts";
import { type DayBook, markDiffers, redateRow } from "./day-book.ts";
import { pickPerson, pickRow } from "./day-pick.ts";
import { isStudent } from "./people.ts";
import { nameOf } from "./person-name.ts";
import { nextMail, nextPhone } from "./serials.ts";

function nameNow(book: DayBook, person: number): readonly [given: string, family: string] {
  const { given, middle, family } = nameOf(at(book.people.given, person), at(book.people.family, person));
  return [`${given} ${middle}`, family];
}

/**
 * Somebody has another given name or another family name: a marriage, an adoption, a correction. The household's
 * others keep theirs.
 *
 * @NOTE another family number may bring another tradition and with it another given name, which would be a stranger
 * and no rename; where no number keeps the other half (people of one name only) nobody is renamed.
 */
export function renameSomeone(book: DayBook): boolean {
  const { people, random } = book;
  const person = pickPerson(book, () => true);
  if (person === undefined) return false;
  const [given, family] = nameNow(book, person);
  const isGiven = isStudent(people, person) && random.chance(0.5);
  const numbers = isGiven ? people.given : people.family;
  const number = at(numbers, person);
  for (let draw = 0; draw < 200; draw += 1) {
    numbers[person] = random.bits();
    const now = nameNow(book, person);
    if ((now[0] === given) === isGiven || (now[1] === family) !== isGiven) continue;
    markDiffers(book, person);
    return true;
  }
  numbers[person] = number;
  return false;
}

/** An adult has another e-mail address or, one time in three, another mobile. */
export function changeContact(book: DayBook): boolean {
  const { people, random, serials } = book;
  const person = pickPerson(book, (row) => !isStudent(people, row));
  if (person === undefined) return false;
  const mail = at(people.mail, person);
  if (random.chance(0.33)) people.phone[person] = nextPhone(serials);
  else people.mail[person] = nextMail(serials, mail % 2 === 1);
  markDiffers(book, person);
  return true;
}

/** An enrollment gets another last day. */
export function redateSomeone(book: DayBook): boolean {
  const { before, rowMarks, people } = book;
  const row = pickRow(book, before.enrollments.count, (place) => {
    return at(rowMarks, place) === 0 && at(people.present, at(before.enrollments.user, place)) === 1;
  });
  return row !== undefined && redateRow(book, row);
}
