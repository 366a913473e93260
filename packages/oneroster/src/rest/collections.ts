/** The collections of the rostering service that we read; demographics and the gradebook are none of our business. */
export const collectionNames = [
  "orgs",
  "academicSessions",
  "courses",
  "classes",
  "users",
  "enrollments",
] as const;

/**
 * A collection's name, which is its path and the key of its answers in 1.1 and 1.2 (oneroster-rest §2, §3), and the
 * name of the table that its objects become; `users` of both versions become rows of `users` and of `roles`.
 */
export type CollectionName = (typeof collectionNames)[number];
