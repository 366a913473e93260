import type { Check } from "../check.ts";

/** An enrollment of somebody whose own row was left out for an error: a finding of its own says which. */
export const enrollmentUserLeftOut: Check<"enrollments"> = {
  code: "enrollment.user.left-out",
  table: "enrollments",
  find: ({ userSourcedId }, keys) =>
    keys.has("user", userSourcedId) || keys.whyNot("user", userSourcedId) !== "left-out"
      ? undefined
      : { userSourcedId },
};
