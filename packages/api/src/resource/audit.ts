/** Routes about a audit: none yet. */
export const hasNoRoutesYet = true;
