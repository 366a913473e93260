/** Routes about a home: none yet. */
export const hasNoRoutesYet = true;
