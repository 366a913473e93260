/** Routes about a setting: none yet. */
export const hasNoRoutesYet = true;
