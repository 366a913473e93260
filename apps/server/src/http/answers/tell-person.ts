import type { showPerson } from "@muster/api/resource/person.ts";
import { contactFields, isContactField, maskContact } from "@muster/rules/access/mask-contact.ts";
import { mayDo } from "@muster/rules/access/rights.ts";
import { dayWords } from "@muster/rules/report/home/local-time-words.ts";
import { pastPersonState, personState } from "@muster/rules/report/person-state.ts";
import { fieldWord } from "@muster/rules/report/wording/record-words.ts";
import type { Operator } from "@muster/sync/access/operator.ts";
import type { PersonPage } from "@muster/sync/directory/people/person-page.ts";
import type { PersonRecord } from "@muster/sync/directory/why/person-answer.ts";
import type { z } from "zod";

/** The fields of a person in the order in which a page shows them. */
const shownFields = [
  ...(["givenName", "middleName", "familyName", "studentNumber", "language"] as const),
  ...contactFields,
] as const;

type Looker = Pick<Operator, "role" | "granted">;
type Told = z.input<typeof showPerson.answer>;

/** A person as somebody may see them: whoever may not edit people sees how they are reached only masked. */
export function tellPerson({ record, links }: PersonPage, operator: Looker): Told {
  return {
    ...{ on: null, isKnown: true },
    state: personState({ ...ties(record), sources: links }),
    ...held(record, operator),
    links: links.map((link) => ({ ...link, otherIds: [...link.otherIds] })),
  };
}

/**
 * A person as they were at the end of a past day.
 *
 * @param page as they are: the name of somebody whom the directory did not have then
 */
export function tellPastPerson(
  { on, record }: { readonly on: string; readonly record: PersonRecord | undefined },
  { record: today }: PersonPage,
  operator: Looker,
): Told {
  const state = pastPersonState(dayWords(on), record === undefined ? undefined : ties(record));
  if (record !== undefined) return { on, isKnown: true, state, ...held(record, operator), links: [] };
  const nothing = { fields: [], roles: [], memberships: [], family: [], links: [] };
  return { on, isKnown: false, state, ...held(today, operator), ...nothing };
}

function ties(record: PersonRecord) {
  const families = record.guardianships.filter(({ status }) => status === "active");
  return {
    roles: record.roles,
    classes: record.memberships.filter(({ isInForce }) => isInForce).length,
    guardians: families.filter(({ other }) => other === "guardian").length,
    students: families.filter(({ other }) => other === "student").length,
  };
}

function held(record: PersonRecord, operator: Looker) {
  const isMasked = !mayDo(operator.role, "edit", operator.granted);
  const { id, givenName, familyName, hasSignedIn, origin } = record;
  return {
    personId: id,
    name: [givenName, familyName].filter((part) => part !== "").join(" "),
    fields: shownFields.map((field) => ({
      ...{ field, label: fieldWord(field) },
      value: isMasked && isContactField(field) ? maskContact(field, record[field]) : record[field],
    })),
    ...{ isMasked, hasSignedIn, origin },
    roles: record.roles.map((role) => ({ ...role, grades: [...role.grades] })),
    memberships: [...record.memberships],
    family: [...record.guardianships],
  };
}
