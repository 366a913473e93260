/** Rises whenever the same input may give another plan: every record is then weighed again. */
export const rulesVersion = "1";
