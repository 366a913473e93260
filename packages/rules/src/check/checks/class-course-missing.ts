import type { Check } from "../check.ts";

/** A course that courses.csv does not list (quirks Q029, Q084). The class is kept. */
export const classCourseMissing: Check<"classes"> = {
  code: "class.course.missing",
  table: "classes",
  find: ({ courseSourcedId }, keys) =>
    courseSourcedId === "" || keys.has("course", courseSourcedId) ? undefined : { courseSourcedId },
};
