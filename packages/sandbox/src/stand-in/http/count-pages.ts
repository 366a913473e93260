import type { WalkPlace } from "./fault.ts";

interface Walk {
  readonly number: number;
  /** Page by cursor, so that a page asked for again keeps its number. */
  readonly pages: Map<string, number>;
}

/**
 * Counts the pages of every listing: a walk begins with the first page, and a cursor not yet seen in the walk is the
 * next page. The first page asked for again before any other is the same walk.
 */
export function createPageCount(): (listing: string, cursor: string) => WalkPlace {
  const walks = new Map<string, Walk>();
  return (listing, cursor) => {
    const known = walks.get(listing);
    const isNew = known === undefined || (cursor === "" && known.pages.size > 1);
    const walk = isNew ? { number: (known?.number ?? 0) + 1, pages: new Map<string, number>() } : known;
    walks.set(listing, walk);
    const page = walk.pages.get(cursor) ?? nextPage(walk, cursor);
    walk.pages.set(cursor, page);
    return { walk: walk.number, page };
  };
}

/** A client that comes with a cursor it kept from elsewhere is on the second page at least. */
function nextPage({ pages }: Walk, cursor: string): number {
  return pages.size + (cursor === "" || pages.has("") ? 1 : 2);
}
