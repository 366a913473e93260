/** Routes about a notice: none yet. */
export {};
