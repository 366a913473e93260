/** Routes about a home: none yet. */
export {};
