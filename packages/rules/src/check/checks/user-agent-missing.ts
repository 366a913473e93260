import type { Check } from "../check.ts";

/** A family link to somebody who is not in users.csv (quirk Q085): often a guardian without a portal account. It waits. */
export const userAgentMissing: Check<"users"> = {
  code: "user.agent.missing",
  table: "users",
  find: ({ agentSourcedIds }, keys) => {
    const missing = agentSourcedIds.filter((id) => !keys.has("user", id));
    return missing.length === 0 ? undefined : { agentSourcedId: missing[0] ?? "", missing: missing.length };
  },
};
