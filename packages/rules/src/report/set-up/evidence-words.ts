/** What speaks for two records being the same, in words. A person links; this only says why it is suggested. */
export const evidenceWords = {
  identifier: "Same school number",
  id: "Linked to another ID of it",
  name: "Same name",
  zeros: "Same number but for leading zeros, which spreadsheets drop",
  code: "Same class code",
  teacher: "Same title and a teacher in common",
} as const;
