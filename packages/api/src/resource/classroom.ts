/** Routes about a classroom: none yet. */
export {};
