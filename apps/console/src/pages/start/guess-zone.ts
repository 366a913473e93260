/** The zone this browser is in, where it is one of those there are; else the first of them. */
export function guessZone(zones: readonly string[]): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zones.includes(here) ? here : (zones[0] ?? "UTC");
}
