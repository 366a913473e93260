import { carryOver } from "./carry-over.ts";
import {
  contactEntry,
  type RememberedContact,
  readContactMemory,
  writeContactMemory,
} from "./contact-memory.ts";
import { contactPrint } from "./contact-print.ts";
import { type ContactLook, groupContacts } from "./group-contacts.ts";
import { nameGroups } from "./name-groups.ts";
import type { CleverUser } from "./objects.ts";
import { oneFace } from "./one-face.ts";
import { openContact, type PackedContact, packContact } from "./packed-contact.ts";
import type { SeenContact } from "./seen-contact.ts";

/**
 * Who is who among contacts to which the district's system gives no id. Clever deletes such a contact and makes a new
 * one at every change; families would lose their accounts. So Muster gives them ids of its own and remembers what they
 * looked like. Whoever is entered once for each child is one guardian (`group-contacts.ts`).
 */
export interface ContactIdentity {
  /** A contact of this fetch, with the students of it whom we may see. */
  add(user: CleverUser, students: readonly string[]): void;
  /** All of them, when the last one was added, in an order that is not Clever's; entries of one guardian look the same. */
  settle(): Iterable<IdentifiedContact>;
  /** For the next fetch; to be asked once all that `settle` gives was taken. */
  memory(): string;
}

export interface IdentifiedContact {
  readonly user: CleverUser;
  readonly id: string;
}

/**
 * Opens the identities that the last fetch left.
 *
 * @param familyOf a number for the family name of a student; 0: none is known
 */
export function openContactIdentity(
  lastMemory: unknown,
  familyOf: (student: string) => number,
): ContactIdentity {
  const remembered = readContactMemory(lastMemory);
  const packed: PackedContact[] = [];
  let memory = "";
  return {
    add: (user, students) => {
      packed.push(packContact(user, students));
    },
    *settle() {
      packed.sort();
      const { ids, gone } = carryOver(remembered.length === 0 ? [] : packed.map(see), remembered);
      const used = new Set([...ids.flatMap((id) => id ?? []), ...remembered.map(({ id }) => id)]);
      const entries = gone.map((one) => contactEntry({ ...one, missed: one.missed + 1 }));
      for (const { seen, from } of byName(packed)) {
        const groups = groupContacts(seen.map((one) => lookOf(one, familyOf)));
        const known = seen.map((_, place) => ids[from + place]);
        const named = nameGroups(seen, groups, known, used);
        entries.push(...entriesOf(seen, named));
        for (const places of groups) yield* withFaces(seen, places, named);
      }
      memory = writeContactMemory(entries);
    },
    memory: () => memory,
  };
}

function see(packed: PackedContact): SeenContact {
  const open = openContact(packed);
  return { ...open, print: contactPrint(open.normal, open.students) };
}

/** Those of one name at a time, and where the first of them stands: contacts of two names are never one guardian. */
function* byName(
  packed: readonly PackedContact[],
): Generator<{ readonly seen: readonly SeenContact[]; readonly from: number }> {
  let seen: SeenContact[] = [];
  for (const [place, text] of packed.entries()) {
    const one = see(text);
    const [first] = seen;
    if (first !== undefined && first.normal.name !== one.normal.name) {
      yield { seen, from: place - seen.length };
      seen = [];
    }
    seen.push(one);
  }
  if (seen.length > 0) yield { seen, from: packed.length - seen.length };
}

function lookOf({ user, students, normal }: SeenContact, familyOf: (student: string) => number): ContactLook {
  const relationships = (user.contact?.relationships ?? []).map(({ relationship }) => relationship);
  return { ...normal, students, families: students.map(familyOf), relationships };
}

/** Those of a group, with their ids; those of one id look the same. */
function* withFaces(
  seen: readonly SeenContact[],
  places: readonly number[],
  ids: readonly string[],
): Generator<IdentifiedContact> {
  for (const id of new Set(places.map((place) => ids[place] ?? ""))) {
    const own = places.flatMap((place) => (ids[place] === id ? (seen[place]?.user ?? []) : []));
    for (const user of oneFace(own)) yield { user, id: `contact-${id}` };
  }
}

/** What is remembered of them; entries that look the same under one id are one. */
function entriesOf(seen: readonly SeenContact[], ids: readonly string[]): readonly string[] {
  const present = new Map<string, RememberedContact>();
  for (const [place, { print }] of seen.entries()) {
    const id = ids[place] ?? "";
    const key = [id, print.name, print.phone, print.email].join();
    const students = new Set([...(present.get(key)?.print.students ?? []), ...print.students]);
    present.set(key, { id, missed: 0, print: { ...print, students: [...students].sort() } });
  }
  return [...present.values()].map(contactEntry);
}
