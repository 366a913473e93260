/** Routes about a finding: none yet. */
export const hasNoRoutesYet = true;
