import type { showPerson } from "@muster/api/resource/person.ts";
import { contactFields, isContactField, maskContact } from "@muster/rules/access/mask-contact.ts";
import { mayDo } from "@muster/rules/access/rights.ts";
import { personState } from "@muster/rules/report/person-state.ts";
import { fieldWord } from "@muster/rules/report/wording/record-words.ts";
import type { Operator } from "@muster/sync/access/operator.ts";
import type { PersonPage } from "@muster/sync/directory/people/person-page.ts";
import type { z } from "zod";

/** The fields of a person in the order in which a page shows them. */
const shownFields = [
  ...(["givenName", "middleName", "familyName", "studentNumber", "language"] as const),
  ...contactFields,
] as const;

/** A person as somebody may see them: whoever may not edit people sees how they are reached only masked. */
export function tellPerson(
  { record, links }: PersonPage,
  operator: Pick<Operator, "role" | "granted">,
): z.input<typeof showPerson.answer> {
  const isMasked = !mayDo(operator.role, "edit", operator.granted);
  const families = record.guardianships.filter(({ status }) => status === "active");
  const { id, givenName, familyName, hasSignedIn, origin } = record;
  return {
    personId: id,
    name: [givenName, familyName].filter((part) => part !== "").join(" "),
    state: personState({
      roles: record.roles,
      classes: record.memberships.filter(({ isInForce }) => isInForce).length,
      guardians: families.filter(({ other }) => other === "guardian").length,
      students: families.filter(({ other }) => other === "student").length,
      sources: links,
    }),
    fields: shownFields.map((field) => ({
      ...{ field, label: fieldWord(field) },
      value: isMasked && isContactField(field) ? maskContact(field, record[field]) : record[field],
    })),
    ...{ isMasked, hasSignedIn, origin },
    roles: record.roles.map((role) => ({ ...role, grades: [...role.grades] })),
    memberships: [...record.memberships],
    family: [...record.guardianships],
    links: links.map((link) => ({ ...link, otherIds: [...link.otherIds] })),
  };
}
