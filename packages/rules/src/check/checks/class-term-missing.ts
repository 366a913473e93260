import type { Check } from "../check.ts";

/** A term that academicSessions.csv does not list (quirk Q084). The class is kept, without those dates. */
export const classTermMissing: Check<"classes"> = {
  code: "class.term.missing",
  table: "classes",
  find: ({ termSourcedIds }, keys) => {
    const missing = termSourcedIds.filter((id) => !keys.has("session", id));
    return missing.length === 0 ? undefined : { termSourcedId: missing[0] ?? "", missing: missing.length };
  },
};
