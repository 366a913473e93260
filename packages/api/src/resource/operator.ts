/** Routes about a operator: none yet. */
export const hasNoRoutesYet = true;
