import type { Check } from "../check.ts";

/** A class of a school that orgs.csv does not list (reliability F03). Empty is a file for one school. */
export const classSchoolMissing: Check<"classes"> = {
  code: "class.school.missing",
  table: "classes",
  find: ({ schoolSourcedId }, keys) =>
    schoolSourcedId === "" || keys.has("org", schoolSourcedId) ? undefined : { schoolSourcedId },
};
