import type { RecordStatus } from "./status.ts";

/** A row of courses.csv. Absent text is "". */
export interface Course {
  readonly sourcedId: string;
  readonly status: RecordStatus;
  readonly schoolYearSourcedId: string;
  readonly title: string;
  readonly courseCode: string;
  /** CEDS codes, in the order of school years. */
  readonly grades: readonly string[];
  readonly orgSourcedId: string;
  readonly subjects: readonly string[];
  /** Kept apart from `subjects`: the two lists pair only when they are equally long (Q054). */
  readonly subjectCodes: readonly string[];
}
