/** Which snapshot is being weighed, and against what. */
export interface Weighing {
  readonly districtId: number;
  readonly sourceId: number;
  readonly snapshotId: number;
  /** Every record is weighed again, not only what changed. */
  readonly isFull: boolean;
  /** The district's day, `YYYY-MM-DD`: enrollments and roles begin and end by it. */
  readonly today: string;
  /** The day of the weighing before; what ended since then is weighed again though nobody sent it. */
  readonly lastDay: string;
  /** Whose absence from the files means that they have left. */
  readonly absence: Absence;
}

/**
 * What it means that a record is not in the files: `left` wherever it belongs, as in a district's daily export ·
 * `nothing` the files hold only what is new or changed (an upload without Connect's "Abandon", connect.md §9.6) ·
 * an array: the files speak of the schools with these sourcedIds alone, and a record of another has not left.
 */
export type Absence = "left" | "nothing" | readonly string[];

/** Names of the temporary tables of a weighing; they live as long as its session. */
export const stagingTables = {
  staged: (name: string): string => `staged_${name}`,
  goneHash: "gone_hash",
  leftOut: "left_out",
  deletedRow: "deleted_row",
} as const;
