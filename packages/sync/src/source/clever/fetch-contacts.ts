import type { Guardian } from "@muster/oneroster/model/guardian.ts";
import { withTablePart } from "../collections/table-part.ts";
import type { SourceMemory } from "../source.ts";
import { type ContactIdentity, openContactIdentity } from "./contact-identity.ts";
import type { Fetching } from "./fetching.ts";
import type { KnownIds } from "./known-ids.ts";
import { type CleverContactRole, type CleverUser, readUser } from "./objects.ts";
import { contactRelationships, contactTypes, phoneTypes } from "./settings.ts";
import { chosenRelationships, guardianRows } from "./to-oneroster/guardian-rows.ts";

interface ContactWork {
  readonly fetching: Fetching;
  readonly students: KnownIds;
  readonly identity: ContactIdentity;
  /** Pairs of contacts with ids of ours that are written: Clever may list one human twice. */
  readonly written: Set<string>;
}

/**
 * Writes guardians.csv, unless contacts are not wanted or not shared. Afterwards the contacts without an id of the
 * district's system are remembered.
 */
export async function fetchContacts(fetching: Fetching, students: KnownIds): Promise<SourceMemory> {
  const { connection, settings, read } = fetching;
  if (!settings.takesContacts) return {};
  const identity = openContactIdentity(connection.lastSeen?.contacts, students.markOf);
  const contacts = { name: "contacts", path: "/users", query: "role=contact" };
  let isShared = false;
  await withTablePart(connection.folder, "guardians", async (file) => {
    const work: ContactWork = { fetching, students, identity, written: new Set() };
    isShared = await read(contacts, true, (objects) => {
      for (const json of objects) for (const row of rowsAtOnce(work, readUser(json))) file.put(row);
      return file.settle();
    });
    for (const { user, id } of identity.settle()) {
      for (const row of rowsOf(work, user, id)) file.put(row);
      await file.settle();
    }
    return isShared;
  });
  return isShared ? { contacts: identity.memory() } : {};
}

/** The rows of a contact that has an id; who has none is told from the others at the end, when all are there. */
function rowsAtOnce(work: ContactWork, user: CleverUser): readonly Guardian[] {
  const { contact } = user;
  if (contact === undefined) return [];
  tellNewWords(work.fetching, contact);
  const { settings, notes } = work.fetching;
  const isShared = work.students.has;
  const { chosen, hidden, leftOut } = chosenRelationships(contact, settings.contacts, isShared);
  notes.hidden("guardians.csv", hidden);
  notes.leftOut(leftOut);
  const children = contact.relationships.map(({ student }) => student).filter(isShared);
  if (children.length === 0) return [];
  if (contact.sisId !== "") return guardianRows(user, user.id, chosen, settings.contacts);
  work.identity.add(user, [...new Set(children)]);
  return [];
}

function rowsOf(work: ContactWork, user: CleverUser, id: string): readonly Guardian[] {
  const { contact } = user;
  if (contact === undefined) return [];
  const choice = work.fetching.settings.contacts;
  const { chosen } = chosenRelationships(contact, choice, work.students.has);
  const rows = guardianRows(user, id, chosen, choice);
  const fresh = rows.filter(({ sourcedId }) => !work.written.has(sourcedId));
  for (const { sourcedId } of fresh) work.written.add(sourcedId);
  return fresh;
}

function tellNewWords({ notes }: Fetching, contact: CleverContactRole): void {
  const tell = (field: string, word: string, known: readonly string[]) => {
    if (word !== "" && !known.includes(word)) notes.word(field, word);
  };
  tell("phone_type", contact.phoneType, phoneTypes);
  for (const { relationship, type } of contact.relationships) {
    tell("relationship", relationship, contactRelationships);
    tell("type", type, contactTypes);
  }
}
