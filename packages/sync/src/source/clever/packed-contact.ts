import { type NormalContact, normalContact } from "./contact-print.ts";
import type { CleverUser } from "./objects.ts";

/**
 * A contact as one text: what it looks like first, so that texts in order are contacts in an order that is not Clever's,
 * those of one name side by side.
 *
 * @NOTE a district has a hundred thousand of them until the last has come. As objects each takes over a kilobyte.
 */
export type PackedContact = string;

/** A contact without an id, as one fetch has it. */
export interface OpenContact {
  readonly user: CleverUser;
  /** Those whom we may see, in order. */
  readonly students: readonly string[];
  readonly normal: NormalContact;
}

/** All of it, in the order of the text. */
type Parts = readonly [
  ...look: [name: string, phone: string, email: string, students: readonly string[]],
  ...written: [CleverUser["name"], CleverUser["email"], CleverUser["contact"], CleverUser["id"]],
];

export function packContact(user: CleverUser, students: readonly string[]): PackedContact {
  const { name, phone, email } = normalContact(user);
  const look = [name, phone, email, [...students].sort()] as const;
  const parts: Parts = [...look, user.name, user.email, user.contact, user.id];
  return JSON.stringify(parts);
}

export function openContact(packed: PackedContact): OpenContact {
  // A checked edge: `packContact` wrote it.
  const [name, phone, email, students, written, address, contact, id] = JSON.parse(packed) as Parts;
  return {
    students,
    normal: { name, phone, email },
    user: {
      ...{ id, email: address, name: written, contact },
      ...{ student: undefined, teacher: undefined, staff: undefined, isDistrictAdmin: false, otherRoles: [] },
    },
  };
}
