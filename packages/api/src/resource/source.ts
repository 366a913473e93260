/** Routes about a source: none yet. */
export {};
