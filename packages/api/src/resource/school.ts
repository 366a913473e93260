/** Routes about a school: none yet. */
export const hasNoRoutesYet = true;
