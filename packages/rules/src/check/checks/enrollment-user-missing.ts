import type { Check } from "../check.ts";

/** An enrollment of somebody who is not in users.csv (quirk Q080, reliability F02). Nobody is invented. */
export const enrollmentUserMissing: Check<"enrollments"> = {
  code: "enrollment.user.missing",
  table: "enrollments",
  find: ({ userSourcedId }, keys) =>
    keys.has("user", userSourcedId) || keys.whyNot("user", userSourcedId) !== "absent"
      ? undefined
      : { userSourcedId },
};
