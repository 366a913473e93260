/** The tables of a roster that we read, in the order in which their references can be resolved. */
export const tableNames = [
  "orgs",
  "academicSessions",
  "courses",
  "classes",
  "users",
  "roles",
  "enrollments",
  "guardians",
] as const;

/** A table by the name of its file, without its ending. */
export type TableName = (typeof tableNames)[number];
