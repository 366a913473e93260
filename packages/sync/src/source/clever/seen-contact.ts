import type { ContactPrint, NormalContact } from "./contact-print.ts";
import type { CleverUser } from "./objects.ts";

/** A contact without an id, as one fetch has it. */
export interface SeenContact {
  readonly user: CleverUser;
  /** Those whom we may see. */
  readonly students: readonly string[];
  readonly normal: NormalContact;
  readonly print: ContactPrint;
}

/** Everything the same for a student; one key a student. */
export function exactKeys({ name, phone, email, students }: ContactPrint): readonly string[] {
  return students.map((student) => name + phone + email + student);
}

/** Who looks the same in everything was entered twice. */
export function lookKey({ print }: SeenContact): string {
  return exactKeys(print).join();
}

/** An order of what they look like alone: Clever's changes with its ids. */
export function inOrder(contacts: readonly SeenContact[]): readonly SeenContact[] {
  const keyed = contacts.map((one) => {
    const { name, phone, email } = one.normal;
    const { name: written, email: address, contact } = one.user;
    const look = [name, phone, email, ...[...one.students].sort()].join("\n");
    return { one, key: `${look}\n${JSON.stringify([written, address, contact])}` };
  });
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ one }) => one);
}
