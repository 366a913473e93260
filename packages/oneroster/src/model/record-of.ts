import type { AcademicSession } from "./academic-session.ts";
import type { Class } from "./class.ts";
import type { Course } from "./course.ts";
import type { Enrollment } from "./enrollment.ts";
import type { Guardian } from "./guardian.ts";
import type { Org } from "./org.ts";
import type { Role } from "./role.ts";
import type { TableName } from "./table-name.ts";
import type { User } from "./user.ts";

/** Which record a row of a table becomes. */
export interface RecordsByTable {
  readonly orgs: Org;
  readonly academicSessions: AcademicSession;
  readonly courses: Course;
  readonly classes: Class;
  readonly users: User;
  readonly roles: Role;
  readonly enrollments: Enrollment;
  readonly guardians: Guardian;
}

/** The record that a row of this table becomes. */
export type RecordOf<T extends TableName> = RecordsByTable[T];
