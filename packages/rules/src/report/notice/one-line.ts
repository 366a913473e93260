/**
 * A name that somebody gave, as it may stand in a mail: without line ends, which in a subject would begin a header of
 * their own, and without signs that nobody sees.
 */
export function oneLine(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim();
}
