/** Routes about a operator: none yet. */
export {};
