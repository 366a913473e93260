/** Routes about a code: none yet. */
export {};
