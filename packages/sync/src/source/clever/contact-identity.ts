import { type RememberedContact, readContactMemory, writeContactMemory } from "./contact-memory.ts";
import { type ContactPrint, contactPrint, madeContactId } from "./contact-print.ts";
import { matchContacts } from "./match-contacts.ts";
import type { CleverUser } from "./objects.ts";

/**
 * Who is who among contacts to which the district's system gives no id. Clever deletes such a contact and makes a new
 * one at every change; families would lose their accounts. So Muster gives them ids of its own and remembers what they
 * looked like.
 */
export interface ContactIdentity {
  /** The id of a contact that looks as it did, or of any where nothing is remembered; undefined: to be asked at the end. */
  recognise(user: CleverUser, students: readonly string[]): string | undefined;
  /** Those for whom the end had to be waited for, with their ids. */
  settle(): readonly { readonly user: CleverUser; readonly id: string }[];
  /** For the next fetch. */
  memory(): string;
}

interface Seen {
  readonly user: CleverUser;
  readonly students: readonly string[];
  readonly print: ContactPrint;
}

/** Opens the identities that the last fetch left. */
export function openContactIdentity(lastMemory: unknown): ContactIdentity {
  const remembered = readContactMemory(lastMemory);
  const exact = new Map(remembered.flatMap((one, place) => exactKeys(one.print).map((key) => [key, place])));
  const taken = new Set<number>();
  const waiting: Seen[] = [];
  const present: Present = new Map();
  return {
    recognise: (user, students) => {
      const print = contactPrint(user, students);
      const place = exactKeys(print).flatMap((key) => exact.get(key) ?? [])[0];
      const known = place === undefined ? undefined : remembered[place];
      if (place !== undefined && known !== undefined) {
        taken.add(place);
        return keep(present, known.id, print);
      }
      const seen = { user, students, print };
      if (remembered.length === 0) return make(present, seen);
      waiting.push(seen);
      return undefined;
    },
    settle: () => {
      const left = remembered.flatMap((one, place) => (taken.has(place) ? [] : [{ ...one, place }]));
      const fresh = distinct(waiting);
      const matches = matchContacts(fresh, left);
      const carried = fresh.map((seen, place) => {
        const old = left[matches.get(place) ?? -1];
        if (old !== undefined) taken.add(old.place);
        return { seen, id: old && keep(present, old.id, seen.print) };
      });
      // Ids are made when all that are carried over are known: no new contact may get one of them.
      const ids = new Map(carried.map(({ seen, id }) => [lookOf(seen), id ?? make(present, seen)]));
      return waiting.map((seen) => ({ user: seen.user, id: ids.get(lookOf(seen)) ?? "" }));
    },
    memory: () =>
      memoryOf(
        present,
        remembered.filter(({ id }, place) => !taken.has(place) && !present.has(id)),
      ),
  };
}

/** Who was met in this fetch, by id. */
type Present = Map<string, ContactPrint>;

function keep(present: Present, id: string, print: ContactPrint): string {
  const students = new Set([...(present.get(id)?.students ?? []), ...print.students]);
  present.set(id, { ...print, students: [...students].sort() });
  return `contact-${id}`;
}

/** Who is here, and for a while also who is not: they may have been left out by mistake. */
function memoryOf(present: Present, gone: readonly RememberedContact[]): string {
  const missed = gone.map((one) => ({ ...one, missed: one.missed + 1 }));
  return writeContactMemory([...[...present].map(([id, print]) => ({ id, print, missed: 0 })), ...missed]);
}

function make(present: Present, { user, students, print }: Seen): string {
  for (let nth = 0; ; nth += 1) {
    const id = madeContactId(user, students, nth);
    const other = present.get(id);
    if (other === undefined || isSamePrint(other, print)) return keep(present, id, print);
  }
}

/** Everything the same for a student; one key a student. */
function exactKeys({ name, phone, email, students }: ContactPrint): readonly string[] {
  return students.map((student) => name + phone + email + student);
}

function isSamePrint(a: ContactPrint, b: ContactPrint): boolean {
  return a.name === b.name && a.phone === b.phone && a.email === b.email;
}

/** Who looks the same in everything was entered twice. */
function lookOf({ print }: Seen): string {
  return exactKeys(print).join();
}

/** Each look once, in an order of their own: Clever's changes with its ids. */
function distinct(contacts: readonly Seen[]): readonly Seen[] {
  const byLook = new Map(contacts.map((one) => [lookOf(one), one]));
  return [...byLook].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
