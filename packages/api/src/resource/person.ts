/** Routes about a person: none yet. */
export {};
