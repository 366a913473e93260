import type { Check } from "../check.ts";

/** An enrollment of somebody whose row is marked as deleted: the two files disagree. The row is left out. */
export const enrollmentUserDeleted: Check<"enrollments"> = {
  code: "enrollment.user.deleted",
  table: "enrollments",
  find: ({ userSourcedId }, keys) =>
    keys.has("user", userSourcedId) || keys.whyNot("user", userSourcedId) !== "deleted"
      ? undefined
      : { userSourcedId },
};
