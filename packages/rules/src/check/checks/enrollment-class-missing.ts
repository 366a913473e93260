import type { Check } from "../check.ts";

/** An enrollment in a class that no file describes (reliability F01). The row is left out; the class keeps whoever it had. */
export const enrollmentClassMissing: Check<"enrollments"> = {
  code: "enrollment.class.missing",
  table: "enrollments",
  find: ({ classSourcedId }, keys) =>
    keys.has("class", classSourcedId) || keys.whyNot("class", classSourcedId) !== "absent"
      ? undefined
      : { classSourcedId },
};
