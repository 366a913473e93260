/** Routes about a plan: none yet. */
export const hasNoRoutesYet = true;
