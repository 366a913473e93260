/** Routes about a season: none yet. */
export {};
