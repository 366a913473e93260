/** Routes about a token: none yet. */
export const hasNoRoutesYet = true;
