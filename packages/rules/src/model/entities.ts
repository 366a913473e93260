/**
 * The kinds of record a plan speaks of, in the order in which they are written: whatever a record points to
 * comes before it. Removal walks the list backwards.
 */
export const recordTypes = [
  "school", // everything hangs on one
  "link", // which source record is which of ours
  "classroom", // needs its school
  "staff", // before students, so that a colleague who is also a parent is one person with a staff address
  "student",
  "guardian", // after the people they care for
  "membership", // needs classroom and person
  "guardianship", // needs both people
] as const;

/** One of them. */
export type RecordType = (typeof recordTypes)[number];

/** What happens to a record. `keep` is counted and never stored row by row. */
export type Action = "create" | "update" | "archive" | "restore" | "keep";

/** The three ways a change can hurt; gates judge each apart. */
export type SliceKind = "addition" | "update" | "removal";
