import type { ContactPrint } from "./contact-print.ts";
import type { OpenContact } from "./packed-contact.ts";

/** A contact without an id, with its print. */
export interface SeenContact extends OpenContact {
  readonly print: ContactPrint;
}

/** Everything the same for a student; one key a student. */
export function exactKeys({ name, phone, email, students }: ContactPrint): readonly string[] {
  return students.map((student) => name + phone + email + student);
}

/** Who looks the same in everything was entered twice. */
export function lookKey({ print }: Pick<SeenContact, "print">): string {
  return exactKeys(print).join();
}
