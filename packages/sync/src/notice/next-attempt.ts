const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** How long it waits after each failure, in ms; the last goes on. */
const waits = [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs, 2 * hourMs, 4 * hourMs] as const;

/** So long a notice is tried: over a weekend and a day, in ms. */
export const giveUpAfterMs = 72 * hourMs;

/**
 * When a notice that was refused for now is tried again; undefined: not any more.
 *
 * @param attempts how often it was tried, the last time included
 */
export function nextAttempt(
  notice: { readonly createdAt: Date; readonly attempts: number },
  now: Date,
): Date | undefined {
  const wait = waits[Math.min(notice.attempts, waits.length) - 1] ?? minuteMs;
  const at = new Date(now.getTime() + wait);
  return at.getTime() - notice.createdAt.getTime() > giveUpAfterMs ? undefined : at;
}
