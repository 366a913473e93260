import type { Check } from "../check.ts";

/** A role at a school that orgs.csv does not list. The row is left out; the person keeps the roles they had. */
export const roleOrgMissing: Check<"roles"> = {
  code: "role.org.missing",
  table: "roles",
  find: ({ orgSourcedId }, keys) => (keys.has("org", orgSourcedId) ? undefined : { orgSourcedId }),
};
