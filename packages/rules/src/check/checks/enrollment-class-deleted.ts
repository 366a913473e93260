import type { Check } from "../check.ts";

/** An enrollment in a class whose row is marked as deleted: the two files disagree. The row is left out. */
export const enrollmentClassDeleted: Check<"enrollments"> = {
  code: "enrollment.class.deleted",
  table: "enrollments",
  find: ({ classSourcedId }, keys) =>
    keys.has("class", classSourcedId) || keys.whyNot("class", classSourcedId) !== "deleted"
      ? undefined
      : { classSourcedId },
};
