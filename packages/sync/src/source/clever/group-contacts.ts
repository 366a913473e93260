/** What tells whether two contacts without an id are one human; all of it in one spelling, none of it kept. */
export interface ContactLook {
  readonly name: string;
  /** Digits. */
  readonly phone: string;
  readonly email: string;
  readonly students: readonly string[];
  /** A number for each family name among the students; 0: none is known. */
  readonly families: readonly number[];
  /** Clever's words, by which the contact is tied to the students. */
  readonly relationships: readonly string[];
}

/** Whoever would have more children than any family has is a filled-in form and no human (reliability G-09). */
const mostChildren = 12;
const leastPhoneDigits = 7;
/** Of two such words for one human neither says more: "Other" may be a parent. */
const vague = ["", "Other"];

/**
 * Which contacts are one guardian, entered once for each child. The rule is ours, and keeps apart in doubt, for one
 * family must never see another family's child (guardian-and-contact-practice §4.4: merging by e-mail joins couples,
 * and not merging gives a mother two accounts):
 *
 * - the same name, of two words at least; and the same phone or the same e-mail;
 * - nothing that speaks against it: another phone, another e-mail, another relationship to another child;
 * - one family: a child in common, children of one family name, or phone *and* e-mail the same (connect.md §12);
 * - the same for everybody whom these lead to: where one of three fits both others and those two do not fit, all three
 *   stay apart; so does whoever would have more than twelve children.
 *
 * Whoever is entered twice for one child in the same words is one in any case: nothing could tell the two apart.
 *
 * @returns lists of ascending places in `looks`, each place in one of them; the same lists whatever the order
 */
export function groupContacts(looks: readonly ContactLook[]): readonly (readonly number[])[] {
  const all = [...looks.keys()];
  const mayBeOne = (one: ContactLook, two: ContactLook) =>
    isTwin(one, two) || (isOneFamily(one, two) && !speaksAgainst(one, two));
  return connected(looks, all, (look) => [...twinKeys(look), ...reachKeys(look)], mayBeOne).flatMap(
    (places) => {
      const group = places.flatMap((place) => looks[place] ?? []);
      const isOne = places.length === 1 || (hasFewChildren(group) && isConsistent(group));
      return isOne ? [places] : connected(looks, places, twinKeys, isTwin);
    },
  );
}

/** Places that lead to one another, step by step; only those with a key in common are compared. */
function connected(
  looks: readonly ContactLook[],
  places: readonly number[],
  keysOf: (look: ContactLook) => readonly string[],
  leads: (one: ContactLook, two: ContactLook) => boolean,
): readonly (readonly number[])[] {
  const leaders = new Map(places.map((place) => [place, place]));
  const leaderOf = (place: number): number => {
    const leader = leaders.get(place) ?? place;
    return leader === place ? place : leaderOf(leader);
  };
  for (const [place, other] of pairs(looks, places, keysOf)) {
    const [one, two] = [looks[place], looks[other]];
    if (one !== undefined && two !== undefined && leads(one, two))
      leaders.set(leaderOf(place), leaderOf(other));
  }
  const groups = new Map<number, number[]>();
  for (const place of places) {
    const group = groups.get(leaderOf(place));
    if (group === undefined) groups.set(leaderOf(place), [place]);
    else group.push(place);
  }
  return [...groups.values()];
}

/** At one name and number there are a handful; a crowd is no human, and is compared with nobody. */
const mostAlike = 50;

function* pairs(
  looks: readonly ContactLook[],
  places: readonly number[],
  keysOf: (look: ContactLook) => readonly string[],
): Generator<readonly [number, number]> {
  const byKey = new Map<string, number[]>();
  for (const place of places) {
    const look = looks[place];
    for (const key of look === undefined ? [] : keysOf(look)) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [place]);
      else known.push(place);
    }
  }
  for (const alike of byKey.values())
    if (alike.length <= mostAlike)
      for (const [index, place] of alike.entries())
        for (const other of alike.slice(0, index)) yield [place, other];
}

/** The same in every word, for a child in common. */
function isTwin(one: ContactLook, two: ContactLook): boolean {
  return twinKeys(one).some((key) => twinKeys(two).includes(key));
}

function twinKeys({ name, phone, email, students }: ContactLook): readonly string[] {
  return students.map((student) => ["twin", name, phone, email, student].join("\n"));
}

function reachKeys({ name, phone, email }: ContactLook): readonly string[] {
  if (!name.includes(" ")) return [];
  return [
    ...(isPhone(phone) ? [`${name}\n${phone}`] : []),
    ...(email.includes("@") ? [`${name}\n${email}`] : []),
  ];
}

/** 0000000 is what a form is filled with, and not a number. */
function isPhone(digits: string): boolean {
  return digits.length >= leastPhoneDigits && !/^(\d)\1*$/.test(digits);
}

function speaksAgainst(one: ContactLook, two: ContactLook): boolean {
  const differ = (a: string, b: string) => a !== "" && b !== "" && a !== b;
  if (differ(one.phone, two.phone) || differ(one.email, two.email)) return true;
  if (one.students.some((student) => two.students.includes(student))) return false;
  const [said, other] = [one, two].map(({ relationships }) =>
    relationships.filter((word) => !vague.includes(word)),
  );
  if (said === undefined || other === undefined || said.length === 0 || other.length === 0) return false;
  return !said.some((word) => other.includes(word));
}

function isOneFamily(one: ContactLook, two: ContactLook): boolean {
  if (one.students.some((student) => two.students.includes(student))) return true;
  if (one.families.some((family) => family !== 0 && two.families.includes(family))) return true;
  return isPhone(one.phone) && one.phone === two.phone && one.email !== "" && one.email === two.email;
}

function hasFewChildren(group: readonly ContactLook[]): boolean {
  return new Set(group.flatMap(({ students }) => students)).size <= mostChildren;
}

function isConsistent(group: readonly ContactLook[]): boolean {
  return group.every((one, index) => group.slice(0, index).every((other) => !speaksAgainst(one, other)));
}
