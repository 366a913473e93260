import type { RememberedContact } from "./contact-memory.ts";
import type { ContactPrint } from "./contact-print.ts";
import { isStillOne, matchContacts } from "./match-contacts.ts";
import { exactKeys, lookKey, type SeenContact } from "./seen-contact.ts";

/** All that is needed here of whom is seen. */
type Printed = Pick<SeenContact, "print">;

/** What was remembered of those who are here. */
export interface CarriedOver {
  /** By place among the seen; undefined: nobody who was remembered. */
  readonly ids: readonly (string | undefined)[];
  /** Remembered entries that were not met again, with the students of whom that is true. */
  readonly gone: readonly RememberedContact[];
}

/** Finds the ids of those who look as they did, and of those of whom one thing changed. */
export function carryOver(seen: readonly Printed[], remembered: readonly RememberedContact[]): CarriedOver {
  // The first fetch: keys of a whole district's contacts would be made to find nobody.
  if (remembered.length === 0) return { ids: seen.map(() => undefined), gone: [] };
  const { ids, left } = recognise(seen, remembered);
  const fresh = distinct(seen.filter((_, place) => ids[place] === undefined));
  const holders = holdersOf(seen, ids);
  const carried = new Map<string, string>();
  const found = new Set<number>();
  for (const [place, old] of matchContacts(fresh, left)) {
    const [one, match] = [fresh[place], left[old]];
    if (one === undefined || match === undefined) continue;
    const others = holders.get(match.id) ?? [];
    // Entries that no longer have anything in common may be two humans after all: whoever changed is somebody new.
    if (others.length > 0 && !others.some((other) => isStillOne(one.print, other))) continue;
    found.add(old);
    holders.set(match.id, [...others, one.print]);
    carried.set(lookKey(one), match.id);
  }
  return {
    ids: seen.map((one, place) => ids[place] ?? carried.get(lookKey(one))),
    gone: left.filter((_, place) => !found.has(place)),
  };
}

/** Those who look exactly as they did for one of their students, and whatever is left of the remembered. */
function recognise(seen: readonly Printed[], remembered: readonly RememberedContact[]) {
  const exact = new Map(remembered.flatMap((one) => exactKeys(one.print).map((key) => [key, one.id])));
  const met = new Set<string>();
  const ids = seen.map(({ print }) => {
    const keys = exactKeys(print);
    const id = keys.flatMap((key) => exact.get(key) ?? [])[0];
    for (const key of id === undefined ? [] : keys) met.add(id + key);
    return id;
  });
  const left = remembered.flatMap((one) => {
    const { name, phone, email, students } = one.print;
    const missed = students.filter((student) => !met.has(one.id + name + phone + email + student));
    return missed.length === 0 ? [] : [{ ...one, print: { ...one.print, students: missed } }];
  });
  return { ids, left };
}

/** What those look like who bear an id already. */
function holdersOf(
  seen: readonly Printed[],
  ids: readonly (string | undefined)[],
): Map<string, readonly ContactPrint[]> {
  const holders = new Map<string, readonly ContactPrint[]>();
  for (const [place, { print }] of seen.entries()) {
    const id = ids[place];
    if (id !== undefined) holders.set(id, [...(holders.get(id) ?? []), print]);
  }
  return holders;
}

/** Each look once. */
function distinct(contacts: readonly Printed[]): readonly Printed[] {
  return [...new Map(contacts.map((one) => [lookKey(one), one])).values()];
}
