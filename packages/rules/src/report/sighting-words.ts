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

/** Why schools are without counts after a look, for whoever set the source up. */
export function uncountedText({
  schools,
  because,
}: {
  readonly schools: number;
  readonly because: "many" | "slow" | "large" | "untold";
}): string {
  const at = `Not counted at ${counted(schools, "school")}: `;
  const later = "The first plan counts everything.";
  switch (because) {
    case "many":
      return `${at}of a large district a look asks about the first schools alone. ${later}`;
    case "slow":
      return `${at}the other side was too slow or too busy. Test again, or go on. ${later}`;
    case "large":
      return `${at}there is too much to be read at a look. ${later}`;
    case "untold":
      return `${at}the other side does not tell how many there are at a school. ${later}`;
    default:
      return because satisfies never;
  }
}
