/** Active records of each type before a plan, from its counts: what it creates or brings back was not there. */
export function activeBefore(
  counts: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(counts).map(([type, { keep = 0, update = 0, archive = 0 }]) => [
      type,
      keep + update + archive,
    ]),
  );
}
