/** Routes about a classroom: none yet. */
export const hasNoRoutesYet = true;
