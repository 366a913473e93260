/** Routes about a plan: none yet. */
export {};
