import { carryOver } from "./carry-over.ts";
import { type RememberedContact, readContactMemory, writeContactMemory } from "./contact-memory.ts";
import { contactPrint, normalContact } from "./contact-print.ts";
import { type ContactLook, groupContacts } from "./group-contacts.ts";
import { nameGroups } from "./name-groups.ts";
import type { CleverUser } from "./objects.ts";
import { oneFace } from "./one-face.ts";
import { inOrder, type SeenContact } from "./seen-contact.ts";

/**
 * Who is who among contacts to which the district's system gives no id. Clever deletes such a contact and makes a new
 * one at every change; families would lose their accounts. So Muster gives them ids of its own and remembers what they
 * looked like. Whoever is entered once for each child is one guardian (`group-contacts.ts`).
 */
export interface ContactIdentity {
  /** A contact of this fetch, with the students of it whom we may see. */
  add(user: CleverUser, students: readonly string[]): void;
  /** All of them, when the last one was added, in an order that is not Clever's; entries of one guardian look the same. */
  settle(): readonly { readonly user: CleverUser; readonly id: string }[];
  /** For the next fetch; to be asked after `settle`. */
  memory(): string;
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
  const added: SeenContact[] = [];
  let memory = "";
  return {
    add: (user, students) => {
      const normal = normalContact(user);
      added.push({ user, students, normal, print: contactPrint(normal, students) });
    },
    settle: () => {
      const seen = inOrder(added);
      const { ids, gone } = carryOver(seen, remembered);
      const groups = groupContacts(seen.map((one) => lookOf(one, familyOf)));
      const bygone = remembered.map(({ id }) => id);
      const named = nameGroups(seen, groups, ids, bygone);
      memory = memoryOf(seen, named, gone);
      return groups.flatMap((places) => withFaces(seen, places, named));
    },
    memory: () => memory,
  };
}

function lookOf({ user, students, normal }: SeenContact, familyOf: (student: string) => number): ContactLook {
  const relationships = (user.contact?.relationships ?? []).map(({ relationship }) => relationship);
  return { ...normal, students, families: students.map(familyOf), relationships };
}

/** Those of a group, with their ids; those of one id look the same. */
function withFaces(seen: readonly SeenContact[], places: readonly number[], ids: readonly string[]) {
  return [...new Set(places.map((place) => ids[place] ?? ""))].flatMap((id) => {
    const own = places.flatMap((place) => (ids[place] === id ? (seen[place]?.user ?? []) : []));
    return oneFace(own).map((user) => ({ user, id: `contact-${id}` }));
  });
}

/** Who is here, and for a while also who is not: they may have been left out by mistake. */
function memoryOf(
  seen: readonly SeenContact[],
  ids: readonly string[],
  gone: readonly RememberedContact[],
): string {
  const present = new Map<string, RememberedContact>();
  for (const [place, { print }] of seen.entries()) {
    const id = ids[place] ?? "";
    const key = [id, print.name, print.phone, print.email].join();
    const students = new Set([...(present.get(key)?.print.students ?? []), ...print.students]);
    present.set(key, { id, missed: 0, print: { ...print, students: [...students].sort() } });
  }
  const missed = gone.map((one) => ({ ...one, missed: one.missed + 1 }));
  return writeContactMemory([...present.values(), ...missed]);
}
