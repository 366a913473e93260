import type { RecordStatus } from "./status.ts";

/** `aide` is outside the standard's list but common; it is staff without teaching rights (Q092). */
export type EnrollmentRole = "student" | "teacher" | "aide" | "proctor" | "administrator";

/** A row of enrollments.csv. Absent text is "". */
export interface Enrollment {
  /** As written; where the file has no such column, `class|user|role`. */
  readonly sourcedId: string;
  readonly status: RecordStatus;
  readonly classSourcedId: string;
  readonly schoolSourcedId: string;
  readonly userSourcedId: string;
  readonly role: EnrollmentRole;
  /** Says something for teachers only (Q048). */
  readonly primary: boolean;
  /** `YYYY-MM-DD`, the first day; "" where none is told. */
  readonly beginDate: string;
  /** `YYYY-MM-DD`, the last day that counts (Q103); "" where none is told. */
  readonly endDate: string;
}
