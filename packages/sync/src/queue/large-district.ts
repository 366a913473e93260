/** From so many records on a district is large: of those one is at work in a worker at a time. */
export const largeRecords = 250_000;

/** From so many bytes of files on a district that was never synced counts as large; a record has about eighty. */
export const largeBytes: number = largeRecords * 80;
