/** Routes about a audit: none yet. */
export {};
