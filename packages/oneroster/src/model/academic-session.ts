import type { RecordStatus } from "./status.ts";

/** The standard's words; `other` stands for a word outside them, told by `session.type.unknown`. */
export type SessionType = "term" | "semester" | "gradingPeriod" | "schoolYear" | "other";

/** A row of academicSessions.csv. Absent text is "". */
export interface AcademicSession {
  readonly sourcedId: string;
  readonly status: RecordStatus;
  readonly title: string;
  readonly type: SessionType;
  /** `YYYY-MM-DD`, the first day; "" when it cannot be read. */
  readonly startDate: string;
  /** `YYYY-MM-DD`, the last day that counts (Q103); "" when it cannot be read. */
  readonly endDate: string;
  readonly parentSourcedId: string;
  /** `YYYY`, the year in which the school year ends (CSV binding); derived from the dates when it must be (Q104). */
  readonly schoolYear: string;
}
