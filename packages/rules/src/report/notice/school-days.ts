const dayMs = 24 * 60 * 60_000;

/**
 * How many school days lie wholly behind somebody who has waited since `from`: Mondays to Fridays after that day and
 * before `to`, and `to` itself is not over. Files of Friday are, on Tuesday, one school day late. Holidays are not
 * known here: whoever pauses a source is not told that it is silent (reliability A09).
 *
 * @param from the district's day of the last news, `YYYY-MM-DD`
 * @param to the district's day today
 */
export function schoolDaysBetween(from: string, to: string): number {
  const first = Date.parse(`${from}T00:00:00Z`) + dayMs;
  const last = Date.parse(`${to}T00:00:00Z`) - dayMs;
  const days = Math.max(0, Math.round((last - first) / dayMs) + 1);
  const weeks = Math.floor(days / 7);
  let count = weeks * 5;
  for (let day = weeks * 7; day < days; day += 1) {
    const weekday = new Date(first + day * dayMs).getUTCDay();
    if (weekday !== 0 && weekday !== 6) count += 1;
  }
  return count;
}
