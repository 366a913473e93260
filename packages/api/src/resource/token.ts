/** Routes about a token: none yet. */
export {};
