/** Routes about a season: none yet. */
export const hasNoRoutesYet = true;
