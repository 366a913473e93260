import type { RememberedContact } from "./contact-memory.ts";
import { blankPrint, type ContactPrint } from "./contact-print.ts";

/**
 * Which new contacts are remembered ones of whom one thing changed (connect.md §20.9): the phone, the e-mail, the name
 * or the student. A match counts only where neither side has another: whoever could be two people is somebody new.
 *
 * @returns by place in `seen` the place in `remembered`
 */
export function matchContacts(
  seen: readonly { readonly print: ContactPrint }[],
  remembered: readonly RememberedContact[],
): ReadonlyMap<number, number> {
  const fresh = seen.map(({ print }) => print);
  const byStudent = matchOnce(fresh, remembered, ({ students }) => students, isNear);
  const isLeft = (matches: ReadonlyMap<number, number>, old: number) => ![...matches.values()].includes(old);
  const restFresh = fresh.map((print, place) => (byStudent.has(place) ? undefined : print));
  const restOld = remembered.map((one, place) => (isLeft(byStudent, place) ? one : undefined));
  const byDetails = matchOnce(restFresh, restOld, detailKeys, () => true);
  return new Map([...byStudent, ...byDetails]);
}

/** Another student with everything else the same: only where both phone and e-mail speak for it. */
function detailKeys({ name, phone, email }: ContactPrint): readonly string[] {
  return [name, phone, email].includes(blankPrint) ? [] : [name + phone + email];
}

/**
 * Is who was seen under an id as one of several entries still that human, after a change? One of the others must lead
 * there: near it, and with a phone or an e-mail in common.
 */
export function isStillOne(changed: ContactPrint, other: ContactPrint): boolean {
  const isSame = (key: "phone" | "email") => changed[key] !== blankPrint && changed[key] === other[key];
  return isNear(changed, other) && (isSame("phone") || isSame("email"));
}

/** One student in common is given. */
function isNear(fresh: ContactPrint, old: ContactPrint): boolean {
  const isSame = (key: "name" | "phone" | "email") => fresh[key] === old[key];
  const changed = (["name", "phone", "email"] as const).filter((key) => !isSame(key));
  if (changed.length > 1) return false;
  if (changed[0] !== "name") return fresh.name !== blankPrint || changed.length === 0;
  // @NOTE a couple often shares phone and e-mail. Somebody with quite another name is the other one of them.
  const isReachable = fresh.phone !== blankPrint || fresh.email !== blankPrint;
  const words = [fresh.firstWord, fresh.lastWord];
  return isReachable && (words.includes(old.firstWord) || words.includes(old.lastWord));
}

/** Pairs that have a key in common and pass the test, where neither side passes it with anybody else. */
function matchOnce(
  fresh: readonly (ContactPrint | undefined)[],
  remembered: readonly (RememberedContact | undefined)[],
  keysOf: (print: ContactPrint) => readonly string[],
  isMatch: (fresh: ContactPrint, old: ContactPrint) => boolean,
): ReadonlyMap<number, number> {
  const byKey = new Map<string, number[]>();
  for (const [place, one] of remembered.entries())
    for (const key of one === undefined ? [] : keysOf(one.print)) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [place]);
      else known.push(place);
    }
  const suitors = new Map<number, number>();
  const choices = fresh.map((print) => {
    const places = print === undefined ? [] : keysOf(print).flatMap((key) => byKey.get(key) ?? []);
    const found = [...new Set(places)].filter((place) => {
      const old = remembered[place];
      return print !== undefined && old !== undefined && isMatch(print, old.print);
    });
    // Several entries of one guardian are no doubt about who it is.
    const ids = new Set(found.map((place) => remembered[place]?.id));
    const chosen = ids.size === 1 ? found.slice(0, 1) : found;
    for (const place of chosen) suitors.set(place, (suitors.get(place) ?? 0) + 1);
    return chosen;
  });
  return new Map(
    choices.flatMap((found, place) => {
      const [only] = found;
      return found.length === 1 && only !== undefined && suitors.get(only) === 1
        ? [[place, only] as const]
        : [];
    }),
  );
}
