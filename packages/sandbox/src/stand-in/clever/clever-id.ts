/** What an id of Clever is given to. The place in this list is part of the id. */
const kinds = ["district", "school", "course", "term", "section", "user", "event", "legacy"] as const;

export type CleverIdKind = (typeof kinds)[number];

/**
 * An id as Clever writes them: 24 hexadecimal digits, unique over all kinds, ascending with the number. `number` is at
 * most 48 bits.
 */
export function cleverId(kind: CleverIdKind, number: number): string {
  const kindDigits = (kinds.indexOf(kind) + 1).toString(16).padStart(2, "0");
  return `5f0c00${kindDigits}${number.toString(16).padStart(16, "0")}`;
}
