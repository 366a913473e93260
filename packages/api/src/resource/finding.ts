/** Routes about a finding: none yet. */
export {};
