/** Routes about a person: none yet. */
export const hasNoRoutesYet = true;
