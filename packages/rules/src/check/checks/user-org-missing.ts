import type { Check } from "../check.ts";

/** A person filed under a school that orgs.csv does not list (quirk Q082). The other schools of the row count. */
export const userOrgMissing: Check<"users"> = {
  code: "user.org.missing",
  table: "users",
  find: ({ orgSourcedIds }, keys) => {
    const missing = orgSourcedIds.filter((id) => !keys.has("org", id));
    return missing.length === 0 ? undefined : { orgSourcedId: missing[0] ?? "", missing: missing.length };
  },
};
