import { counted, formatCount } from "./number-words.ts";

/** What a look counted at a school; what is left out was not told. */
export interface SchoolCounts {
  readonly students?: number | undefined;
  readonly staff?: number | undefined;
  /** Of a source that counts those who teach, and no other staff. */
  readonly teachers?: number | undefined;
  readonly classes?: number | undefined;
}

/** A number that a look did not learn. It is never guessed. */
export const notTold = "not told";

/** Staff as far as they are told: `38`, or `31 teachers`. */
export function staffText({ staff, teachers }: SchoolCounts): string {
  if (staff !== undefined) return formatCount(staff);
  return teachers === undefined ? notTold : counted(teachers, "teacher");
}

/** What is told of a school: `412 students, 31 teachers, 64 classes`; "" where it is nothing. */
export function schoolText(school: SchoolCounts): string {
  const { students, staff, teachers, classes } = school;
  const isStaffed = staff !== undefined || teachers !== undefined;
  return [
    ...(students === undefined ? [] : [counted(students, "student")]),
    ...(isStaffed ? [`${staffText(school)}${staff === undefined ? "" : " staff"}`] : []),
    ...(classes === undefined ? [] : [counted(classes, "class")]),
  ].join(", ");
}

/** Why schools are without any count. */
export interface Uncounted {
  readonly schools: number;
  readonly because: "many" | "slow" | "large" | "untold";
}

/** What is missing of the counts of a look, and what becomes of it; undefined where each school has all of them. */
export function missingCountsText(
  schools: readonly SchoolCounts[],
  uncounted: Uncounted | undefined,
): string | undefined {
  const later = "The first plan counts everything.";
  if (uncounted !== undefined)
    return `Not counted at ${counted(uncounted.schools, "school")}: ${reasons[uncounted.because]} ${later}`;
  const isWhole = ({ students, staff, teachers, classes }: SchoolCounts): boolean =>
    students !== undefined && (staff ?? teachers) !== undefined && classes !== undefined;
  if (schools.every(isWhole) || schools.every((one) => schoolText(one) === "")) return undefined;
  return `Not every count was told. ${later}`;
}

const reasons: Readonly<Record<Uncounted["because"], string>> = {
  many: "of a large district a look asks about the first schools alone.",
  slow: "the other side was too slow or too busy. Test again, or go on.",
  large: "there is too much to be read at a look.",
  untold: "the other side does not tell how many there are at a school.",
};
