import { staleCause } from "./fault-cause.ts";
import type { Happening, SubjectState } from "./notice.ts";

/**
 * What the clock says of a source: that nothing new has come for too long, that something has, or nothing. A source in
 * other trouble is not told to be silent as well: its silence is a consequence.
 *
 * @param schoolDays since the last news; undefined where nobody waits for any (paused, never fetched, uploads)
 * @param limit so many school days may pass; 0: silence is no trouble
 */
export function judgeSilence(
  { episode }: SubjectState,
  silence: { readonly schoolDays: number | undefined; readonly limit: number; readonly at: string },
): Happening {
  const { schoolDays, limit, at } = silence;
  if (schoolDays === undefined || limit === 0 || schoolDays < limit)
    return { at, adds: [], settles: ["stale"] };
  const isElsewhere = episode?.causes.some(({ isPresent, kind }) => isPresent && kind !== "stale");
  return { at, adds: isElsewhere === true ? [] : [staleCause(schoolDays)], settles: [] };
}
