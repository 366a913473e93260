import { closeDay, type DayBook, openDay } from "./day-book.ts";
import { closeClasses, openClasses } from "./day-classes.ts";
import { changeContact, renameSomeone } from "./day-people.ts";
import { newPeopleIn, patience, spreadChanges } from "./day-share.ts";
import { changeClass, joinSomeone, leaveSomeone, moveSomeone } from "./day-students.ts";
import { countDistrict, type District } from "./district.ts";

export { newSis } from "./new-sis.ts";
export { rollOver } from "./roll-over.ts";

/** What happens on a day. Absent counts are 0. */
export interface DayPlan {
  readonly seed: number;
  /** Students who leave the district; guardians go with the last child. */
  readonly leavers?: number;
  /** Students who join, with their guardians, in a class of every subject. */
  readonly joiners?: number;
  /** Students who change school; none where no other school teaches their grade. */
  readonly moves?: number;
  /** Students who change from one class to another of the same school. */
  readonly classChanges?: number;
  readonly renames?: number;
  /** Adults with another e-mail address or mobile. */
  readonly contactChanges?: number;
  /** New classes parallel to existing ones. */
  readonly newClasses?: number;
  /** Closed classes, whose students go to a parallel class. */
  readonly closedClasses?: number;
  /**
   * Besides, such a share of all records (users, classes, enrollments) differs from the day before: 0.01 is
   * one in a hundred. Counted as OneRoster 1.1 with guardians in users.csv is written; a record that
   * vanishes, appears or changes counts one. Reached exactly up to about 0.3, less beyond.
   */
  readonly shareChanged?: number;
}

/** Lets something happen so often; gives up when it fails again and again, since then nobody is left for it. */
function repeat(book: DayBook, times: number | undefined, happen: (book: DayBook) => boolean): void {
  let failures = 0;
  for (let left = times ?? 0; left > 0 && failures < patience; ) {
    const happened = happen(book);
    failures = happened ? 0 : failures + 1;
    if (happened) left -= 1;
  }
}

/**
 * The district after such a day. The district given stays as it is; the same district and plan give the
 * same evening. Nobody is touched twice, so the counts asked for are the counts seen.
 */
export function liveDay(district: District, day: DayPlan): District {
  const counts = countDistrict(district);
  const records = counts.students + counts.guardians + counts.staff + counts.classes + counts.enrollments;
  const differences = Math.round(records * (day.shareChanged ?? 0));
  const book = openDay(district, day.seed, {
    people: (day.joiners ?? 0) * 3 + newPeopleIn(differences),
    classes: day.newClasses ?? 0,
  });
  // @NOTE The order matters: classes first while nobody is busy, then who comes and goes, then who changes
  // classes; a student who left after a change of class would leave an enrollment without a user.
  openClasses(book, day.newClasses ?? 0);
  closeClasses(book, day.closedClasses ?? 0);
  repeat(book, day.moves, moveSomeone);
  repeat(book, day.leavers, leaveSomeone);
  repeat(book, day.joiners, joinSomeone);
  repeat(book, day.classChanges, changeClass);
  repeat(book, day.renames, renameSomeone);
  repeat(book, day.contactChanges, changeContact);
  spreadChanges(book, differences);
  return closeDay(book);
}
