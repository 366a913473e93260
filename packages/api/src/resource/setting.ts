/** Routes about a setting: none yet. */
export {};
