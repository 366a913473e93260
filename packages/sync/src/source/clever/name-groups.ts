import { madeContactId } from "./contact-print.ts";
import { lookKey, type SeenContact } from "./seen-contact.ts";

/**
 * Gives every group of contacts one id: the one that some of it bear, or a new one. Where several are borne these stay
 * apart, for nobody's account is taken away because another entry was filled in; who is new among them is somebody new.
 *
 * @param known ids by place in `seen`
 * @param used ids that nobody new may get; new ones are added
 * @returns an id for each place in `seen`
 */
export function nameGroups(
  seen: readonly SeenContact[],
  groups: readonly (readonly number[])[],
  known: readonly (string | undefined)[],
  used: Set<string>,
): readonly string[] {
  const ids = [...known];
  for (const places of [...groups].sort((one, other) => (one[0] ?? 0) - (other[0] ?? 0))) {
    const borne = [...new Set(places.flatMap((place) => ids[place] ?? []))];
    const fresh = places.filter((place) => ids[place] === undefined);
    for (const some of borne.length < 2 ? [fresh] : alike(seen, fresh)) {
      if (some.length === 0) continue;
      const id = (borne.length === 1 ? borne[0] : undefined) ?? makeId(seen, some, used);
      used.add(id);
      for (const place of some) ids[place] = id;
    }
  }
  return ids.map((id) => id ?? "");
}

/** Of the first of them and of all their students, so that their order does not count. */
function makeId(seen: readonly SeenContact[], places: readonly number[], used: ReadonlySet<string>): string {
  const students = places.flatMap((place) => seen[place]?.students ?? []);
  const first = seen[places[0] ?? -1];
  if (first === undefined) throw new Error("a group has somebody in it");
  for (let nth = 0; ; nth += 1) {
    const id = madeContactId(first.normal, students, nth);
    if (!used.has(id)) return id;
  }
}

/** Those who were entered twice, together. */
function alike(seen: readonly SeenContact[], places: readonly number[]): readonly (readonly number[])[] {
  const byLook = new Map<string, number[]>();
  for (const place of places) {
    const one = seen[place];
    const key = one === undefined ? "" : lookKey(one);
    byLook.set(key, [...(byLook.get(key) ?? []), place]);
  }
  return [...byLook.values()];
}
