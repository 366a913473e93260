import type { ArchivedBy, Origin } from "./school.ts";

/** What a classroom is called, and when and where it is. */
export interface ClassroomFields {
  readonly schoolId: number;
  readonly title: string;
  readonly classCode: string;
  readonly grades: readonly string[];
  readonly location: string;
  /** First and last day of its terms, `YYYY-MM-DD`, or null where the source tells no term. */
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

/** A classroom as we hold it. */
export interface Classroom extends ClassroomFields {
  readonly classroomId: number;
  readonly status: "active" | "archived";
  readonly archivedBy: ArchivedBy | undefined;
  readonly origin: Origin;
  readonly version: number;
}
