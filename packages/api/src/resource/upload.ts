/** Routes about a upload: none yet. */
export const hasNoRoutesYet = true;
