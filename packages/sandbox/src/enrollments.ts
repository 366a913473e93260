/** What somebody does in a class: 0 student, 1 the class's teacher, 2 co-teacher, 3 aide. */
export const inClass = { student: 0, teacher: 1, coTeacher: 2, aide: 3 } as const;

/** All enrollments, 15 bytes a row. */
export interface Enrollments {
  count: number;
  /** Row in the district's classes. */
  readonly cls: Uint32Array;
  /** Row in the district's people. */
  readonly user: Uint32Array;
  /** Unique for ever; from it comes the sourcedId. */
  readonly key: Uint32Array;
  readonly role: Uint8Array;
  /** Week of the school year in which it began, 0 = with the class's term. */
  readonly begin: Uint8Array;
  /** Week of the school year in which it ends, 0 = with the class's term. */
  readonly end: Uint8Array;
}

/** The values of one enrollment. */
export interface EnrollmentRow {
  readonly cls: number;
  readonly user: number;
  readonly key: number;
  readonly role: number;
  readonly begin: number;
  readonly end: number;
}

/** An empty table with room for so many enrollments. */
export function createEnrollments(room: number): Enrollments {
  return {
    count: 0,
    cls: new Uint32Array(room),
    user: new Uint32Array(room),
    key: new Uint32Array(room),
    role: new Uint8Array(room),
    begin: new Uint8Array(room),
    end: new Uint8Array(room),
  };
}

/** Writes an enrollment into the next free row. */
export function addEnrollment(enrollments: Enrollments, enrollment: EnrollmentRow): void {
  const row = enrollments.count;
  if (row >= enrollments.cls.length) throw new Error("no room left in the table of enrollments");
  enrollments.count = row + 1;
  enrollments.cls[row] = enrollment.cls;
  enrollments.user[row] = enrollment.user;
  enrollments.key[row] = enrollment.key;
  enrollments.role[row] = enrollment.role;
  enrollments.begin[row] = enrollment.begin;
  enrollments.end[row] = enrollment.end;
}
