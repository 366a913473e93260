/** A school or a class of a source: its ID says which only together with the source. */
export interface Theirs {
  readonly source: number;
  readonly sourcedId: string;
}

/** What was chosen for one of theirs: one of ours, one of its own, or nothing. */
export type Chosen = number | "new" | undefined;

/** Names one of theirs on a page. */
export function keyOfTheirs({ source, sourcedId }: Theirs): string {
  return JSON.stringify([source, sourcedId]);
}

/** What was chosen at one source, as it is asked of the server. */
export interface SourceMatches {
  readonly source: number;
  readonly links: { sourcedId: string; record: number }[];
  /** Those that become one of their own. */
  readonly sourcedIds: string[];
}

/** All that was chosen, source by source; of what nothing was chosen for nothing is asked. */
export function matchesBySource(
  open: readonly Theirs[],
  chosen: ReadonlyMap<string, Chosen>,
): readonly SourceMatches[] {
  const wanted = open.map((one) => ({ ...one, record: chosen.get(keyOfTheirs(one)) }));
  return [...Map.groupBy(wanted, ({ source }) => source)].map(([source, mine]) => ({
    source,
    links: mine.flatMap(({ sourcedId, record }) =>
      typeof record === "number" ? [{ sourcedId, record }] : [],
    ),
    sourcedIds: mine.flatMap(({ sourcedId, record }) => (record === "new" ? [sourcedId] : [])),
  }));
}
