import type { RecordStatus } from "./status.ts";

/** `scheduled` when the cell is blank (Q099); `other` for a word outside the standard. */
export type ClassType = "homeroom" | "scheduled" | "other";

/** A row of classes.csv. Absent text is "". */
export interface Class {
  readonly sourcedId: string;
  readonly status: RecordStatus;
  /** May be empty or the same for many classes (Q096): never an identity. */
  readonly title: string;
  /** CEDS codes, in the order of school years; says nothing about a student's grade (Q052). */
  readonly grades: readonly string[];
  readonly courseSourcedId: string;
  readonly classCode: string;
  readonly classType: ClassType;
  readonly location: string;
  /** "" in a file for one school, whose column was left out (Q040). */
  readonly schoolSourcedId: string;
  readonly termSourcedIds: readonly string[];
  readonly subjects: readonly string[];
  readonly subjectCodes: readonly string[];
  readonly periods: readonly string[];
  /**
   * What else the source calls it, each as `kind:id` (`sis_id:100045`); the column is an extension of ours. Never a key:
   * people who write one of them are understood. Left out where the file has no such column.
   */
  readonly otherIds?: readonly string[];
}
