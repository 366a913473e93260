import type { Check } from "../check.ts";

/** A role of somebody who is not in users.csv. The row is left out. */
export const roleUserMissing: Check<"roles"> = {
  code: "role.user.missing",
  table: "roles",
  find: ({ userSourcedId }, keys) => (keys.has("user", userSourcedId) ? undefined : { userSourcedId }),
};
