/** Routes about a upload: none yet. */
export {};
