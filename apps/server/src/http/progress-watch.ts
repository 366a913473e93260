import type { Database } from "@muster/sync/database/database.ts";
import { readWorks, type Work } from "@muster/sync/report/works.ts";

/** What one look at a district brought; undefined where the database did not answer. */
type Sight = readonly Work[] | undefined;

interface Watch {
  readonly tellers: Set<(sight: Sight) => void>;
  latest: Sight;
}

/**
 * Looks once a second at each district that somebody watches, however many do: all windows of a district share one look.
 * Nobody watches, nothing is asked.
 */
interface Watcher {
  readonly watches: Map<number, Watch>;
  timer: NodeJS.Timeout | undefined;
}

const lookEveryMs = 1_000;
const watchers = new WeakMap<Database, Watcher>();

/**
 * What waits and goes on in a district, whenever somebody has looked. Ends when `gone` is aborted, or after so long that
 * whoever still watches must ask again and be let in again.
 */
export async function* watchWorks(
  db: Database,
  districtId: number,
  gone: AbortSignal,
  longestMs: number,
): AsyncGenerator<readonly Work[]> {
  const over = AbortSignal.any([gone, AbortSignal.timeout(longestMs)]);
  const watcher = watcherOf(db);
  const watch = watcher.watches.get(districtId) ?? { tellers: new Set(), latest: undefined };
  watcher.watches.set(districtId, watch);
  let tell: (sight: Sight) => void = () => undefined;
  const teller = (sight: Sight): void => tell(sight);
  const end = (): void => tell(undefined);
  watch.tellers.add(teller);
  over.addEventListener("abort", end, { once: true });
  start(db, watcher);
  try {
    if (watch.latest !== undefined) yield watch.latest;
    while (!over.aborted) {
      const sight = await new Promise<Sight>((resolve) => {
        tell = resolve;
      });
      if (over.aborted) return;
      if (sight !== undefined) yield sight;
    }
  } finally {
    over.removeEventListener("abort", end);
    watch.tellers.delete(teller);
    if (watch.tellers.size === 0) watcher.watches.delete(districtId);
  }
}

function watcherOf(db: Database): Watcher {
  const known = watchers.get(db) ?? { watches: new Map<number, Watch>(), timer: undefined };
  watchers.set(db, known);
  return known;
}

function start(db: Database, watcher: Watcher): void {
  if (watcher.timer !== undefined) return;
  const round = async (): Promise<void> => {
    for (const [districtId, watch] of watcher.watches) {
      // A database that does not answer now is asked again at the next look; its silence is seen by whoever waits.
      watch.latest = await readWorks(db, districtId).catch(() => undefined);
      for (const teller of watch.tellers) teller(watch.latest);
    }
    watcher.timer = watcher.watches.size === 0 ? undefined : setTimeout(() => void round(), lookEveryMs);
  };
  watcher.timer = setTimeout(() => void round(), 0);
}

/** How many districts are looked at now. */
export function watchedDistricts(db: Database): number {
  return watchers.get(db)?.watches.size ?? 0;
}
