import type { Check } from "../check.ts";

/** A guardian of a student who has not arrived yet (reliability G-07). The row waits for the student. */
export const guardianStudentMissing: Check<"guardians"> = {
  code: "guardian.student.missing",
  table: "guardians",
  find: ({ studentSourcedId }, keys) =>
    keys.has("user", studentSourcedId) ? undefined : { studentSourcedId },
};
