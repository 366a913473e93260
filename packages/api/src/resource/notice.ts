/** Routes about a notice: none yet. */
export const hasNoRoutesYet = true;
