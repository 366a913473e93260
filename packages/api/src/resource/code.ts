/** Routes about a code: none yet. */
export const hasNoRoutesYet = true;
