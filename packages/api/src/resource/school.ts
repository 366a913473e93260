/** Routes about a school: none yet. */
export {};
