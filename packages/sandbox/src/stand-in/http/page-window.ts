import type { HappeningFault } from "./fault.ts";

/** What a listing was asked for: rows `start … start + limit - 1` of `count`. */
export interface AskedWindow {
  readonly start: number;
  readonly limit: number;
  readonly count: number;
}

/** What it answers: positions in the true listing, and what it says about itself. */
export interface PageWindow {
  /** First position and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Rows of the listing as it is at this moment. */
  readonly count: number;
  /** The start after this page, as the client should count it; undefined behind the last page. */
  readonly next: number | undefined;
  readonly limit: number;
  /** The announced total; undefined: none is announced. */
  readonly total: number | undefined;
  readonly hasLinks: boolean;
  readonly isStuck: boolean;
}

/** Which rows a page holds, the faults that happen now considered. Without faults: exactly what was asked for. */
export function pageWindow(asked: AskedWindow, happening: readonly HappeningFault[]): PageWindow {
  const has = (kind: string) => happening.some(({ fault }) => fault.kind === kind);
  const { hidden, total: drifted } = drift(asked.count, happening);
  const count = has("emptied") ? 0 : asked.count - hidden;
  const limit = happening.reduce(
    (least, { fault }) => (fault.kind === "clamp" ? Math.min(least, fault.limit) : least),
    asked.limit,
  );
  const isStuck = has("stuck") || has("rewind");
  const start = has("rewind") ? 0 : has("stuck") ? Math.max(0, asked.start - limit) : asked.start;
  const size = has("short") ? Math.max(1, Math.floor(limit / 2)) : limit;
  const from = Math.min(start, count);
  const to = Math.min(start + size, count);
  const wrong = happening.reduce((sum, { fault }) => (fault.kind === "total" ? sum + fault.by : sum), 0);
  return {
    from: from + hidden,
    to: to + hidden,
    count,
    next: to < count ? (isStuck ? asked.start + (to - from) : to) : undefined,
    limit,
    total: has("no-total") ? undefined : (has("emptied") ? 0 : drifted) + wrong,
    hasLinks: !has("no-links"),
    isStuck,
  };
}

/** How many rows at the beginning are not there at this moment, and the total that is told. */
function drift(
  count: number,
  happening: readonly HappeningFault[],
): { readonly hidden: number; readonly total: number } {
  for (const { fault, hasDrifted } of happening) {
    if (fault.kind !== "drift" || count === 0) continue;
    const hidden = hasDrifted === (fault.by === "remove") ? 1 : 0;
    return { hidden, total: fault.frozenTotal === true ? count : count - hidden };
  }
  return { hidden: 0, total: count };
}
