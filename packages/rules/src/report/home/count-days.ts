/** How many active records of each type there were at the end of a day. */
export interface CountedDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly values: Readonly<Record<string, number>>;
}

/** What a day's runs added to the active records of a type and took away. */
export interface DayDelta {
  readonly day: string;
  readonly type: string;
  readonly delta: number;
}

/**
 * Counts back from today: what there was at the end of a day is what there is now, without what came later.
 *
 * @param days `YYYY-MM-DD`, in order, the last one today
 * @param now active records by type
 */
export function countDays(
  days: readonly string[],
  now: Readonly<Record<string, number>>,
  deltas: readonly DayDelta[],
): readonly CountedDay[] {
  const byDay = Map.groupBy(deltas, ({ day }) => day);
  const counted: CountedDay[] = [];
  let values = { ...now };
  for (const day of [...days].reverse()) {
    counted.push({ day, values });
    const before = { ...values };
    for (const { type, delta } of byDay.get(day) ?? []) before[type] = (before[type] ?? 0) - delta;
    values = before;
  }
  return counted.reverse();
}
