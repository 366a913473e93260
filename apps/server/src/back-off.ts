/** How long to wait after so many failures in a row, in ms: 1 s, doubled each time, half a minute at most. */
export function backOff(failures: number): number {
  return Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 10));
}
