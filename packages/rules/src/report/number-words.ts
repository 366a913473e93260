/**
 * A whole number with commas: 12408 → `12,408`. Written here because the machine's language must not decide how a
 * report reads.
 */
export function formatCount(count: number): string {
  const digits = String(Math.abs(Math.round(count)));
  const grouped = digits.replace(/\B(?=(?:\d{3})+$)/g, ",");
  return count < 0 ? `-${grouped}` : grouped;
}

/** What share of `whole` a part is: 1284 of 12408 → `10.3 %`. Empty where there is no whole to compare with. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return "";
  const tenths = Math.round((part * 1000) / whole);
  if (tenths === 0 && part > 0) return "under 0.1 %";
  const rest = tenths % 10;
  return `${formatCount((tenths - rest) / 10)}${rest === 0 ? "" : `.${rest}`} %`;
}

/** A count of things: `1 student`, `2 students`, `12,408 classes`. `noun` is in the singular. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural(noun)}`;
}

/** The plural of one of our words; the last word of several is the one that changes. */
export function plural(noun: string): string {
  if (noun.endsWith("person")) return `${noun.slice(0, -"person".length)}people`;
  if (/[^aeiou]y$/.test(noun)) return `${noun.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(noun) ? `${noun}es` : `${noun}s`;
}

/** Bytes as people say them: `9 MiB`, `1.5 GiB`, `12 bytes`. */
export function formatBytes(bytes: number): string {
  const units = ["KiB", "MiB", "GiB", "TiB"];
  let size = bytes;
  let unit = "";
  for (const larger of units) {
    if (size < 1024) break;
    size /= 1024;
    unit = larger;
  }
  if (unit === "") return counted(bytes, "byte");
  const tenths = Math.round(size * 10);
  return `${formatCount(Math.floor(tenths / 10))}${tenths % 10 === 0 ? "" : `.${tenths % 10}`} ${unit}`;
}

/** A stretch of hours as people say it: `1 hour`, `30 hours`, and from two days on `714 days`. */
export function formatHours(hours: number): string {
  return hours < 48 ? counted(hours, "hour") : counted(Math.round(hours / 24), "day");
}

/** Words in a row: `users.csv, classes.csv and orgs.csv`. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** A text cut to `most` characters with `…` at its end, so that a long value cannot push a sentence away. */
export function brief(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
