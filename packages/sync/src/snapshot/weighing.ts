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
}

/** Names of the temporary tables of a weighing; they live as long as its session. */
export const stagingTables = {
  staged: (name: string): string => `staged_${name}`,
  goneHash: "gone_hash",
  leftOut: "left_out",
  deletedRow: "deleted_row",
} as const;
