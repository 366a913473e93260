import type { CleverUser } from "./objects.ts";

/**
 * Entries of one guardian as one face, each with its own students: what one entry lacks another one has. Nothing in
 * them speaks against each other but the spelling and the type of the phone: the first spelling stands, and a cell phone
 * is one wherever it is called one.
 */
export function oneFace(entries: readonly CleverUser[]): readonly CleverUser[] {
  const [first] = entries;
  if (first === undefined || entries.length === 1) return entries;
  const email = entries.find((one) => one.email !== "")?.email ?? "";
  const phones = entries.flatMap(({ contact }) =>
    contact === undefined || contact.phone === "" ? [] : [contact],
  );
  const phone = phones.find(({ phoneType }) => phoneType === "Cell") ?? phones[0];
  return entries.map((entry) => ({
    ...{ ...entry, name: first.name, email },
    contact: entry.contact && {
      ...{ ...entry.contact, phone: phone?.phone ?? "", phoneType: phone?.phoneType ?? "" },
    },
  }));
}
