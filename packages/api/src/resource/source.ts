/** Routes about a source: none yet. */
export const hasNoRoutesYet = true;
