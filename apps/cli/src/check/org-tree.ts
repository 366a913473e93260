import type { Org } from "@muster/oneroster/model/org.ts";

/** The orgs of a package, and where the way up from each of them leads. */
export interface OrgTree {
  readonly add: (org: Org) => void;
  /**
   * What is met first on the way up; a department stands for what is above it, as a sync climbs it. An empty ID is
   * the school of a package that has but one.
   */
  readonly reaches: (sourcedId: string) => "school" | "district" | "nothing";
  /** "" for an org that is not listed. */
  readonly typeOf: (sourcedId: string) => Org["type"] | "";
  readonly count: () => { readonly orgs: number; readonly schools: number };
}

/** As far as a sync climbs; a circle ends there. */
const mostSteps = 8;

export function createOrgTree(): OrgTree {
  const orgs = new Map<string, Org>();
  let schools = 0;
  return {
    add: (org) => {
      orgs.set(org.sourcedId, org);
      if (org.type === "school") schools += 1;
    },
    reaches: (sourcedId) => {
      if (sourcedId === "") return schools === 1 ? "school" : "nothing";
      let at = orgs.get(sourcedId);
      for (let step = 0; step <= mostSteps && at !== undefined; step += 1) {
        if (at.type === "school" || at.type === "district") return at.type;
        at = orgs.get(at.parentSourcedId);
      }
      return "nothing";
    },
    typeOf: (sourcedId) => orgs.get(sourcedId)?.type ?? "",
    count: () => ({ orgs: orgs.size, schools }),
  };
}
