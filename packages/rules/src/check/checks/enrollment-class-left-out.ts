import type { Check } from "../check.ts";

/** An enrollment in a class whose own row was left out for an error: a finding of its own says which. */
export const enrollmentClassLeftOut: Check<"enrollments"> = {
  code: "enrollment.class.left-out",
  table: "enrollments",
  find: ({ classSourcedId }, keys) =>
    keys.has("class", classSourcedId) || keys.whyNot("class", classSourcedId) !== "left-out"
      ? undefined
      : { classSourcedId },
};
