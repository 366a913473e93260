import type { Person, PersonFields } from "@muster/rules/model/person.ts";
import type { FieldReason, SaidValue } from "@muster/rules/model/why.ts";
import { personFields } from "@muster/rules/plan/contact-details.ts";
import type { SettingKey, Settings } from "@muster/rules/setting/all-settings.ts";
import type { ChangeLine } from "../change-line.ts";
import { readPerson, readSaidUsers, type SaidUser } from "../said-users.ts";
import { personTypes, readFieldJournal, readWaiting } from "./journal.ts";
import { findUserRows, userKey } from "./user-rows.ts";
import type { WhyContext } from "./why-context.ts";

/** The fields that a question may be about. */
export const askedFields = [
  ...(["givenName", "middleName", "familyName", "email", "mobile", "homePhone"] as const),
  ...(["language", "username", "studentNumber", "title"] as const),
] satisfies readonly (keyof PersonFields | "title")[];

export type AskedField = (typeof askedFields)[number];

/** Why a field of a person is what it is. */
export interface FieldWhy {
  readonly field: AskedField;
  readonly held: string;
  /** What each user of the sources says, in the order in which they are heard. */
  readonly said: readonly SaidValue[];
  readonly reason: FieldReason;
  /** The setting that decided, where one did. */
  readonly setting: { readonly key: SettingKey; readonly value: string | number | boolean } | undefined;
  /** The change of it that waits, where one does. */
  readonly waiting: ChangeLine | undefined;
  /** The changes of this field, newest first. */
  readonly journal: readonly ChangeLine[];
}

/** Which source row says what about a field, and why that was taken or not: by the very rule the planner goes by. */
export async function whyField(context: WhyContext, personId: number, field: AskedField): Promise<FieldWhy> {
  const { tx, districtId, settings } = context;
  const users = await readSaidUsers(tx, districtId, personId);
  const person = await readPerson(tx, districtId, personId);
  if (person === undefined) throw new Error("a person that was found is there");
  const rows = await findUserRows(context, users);
  const said = users.map((user) => ({
    ...{ sourcedId: user.sourcedId, role: user.role, row: rows.get(userKey(user))?.row },
    errors: rows.get(userKey(user))?.errors ?? [],
    value: field === "title" ? user.title : personFields([user], undefined, settings)[field],
  }));
  const held = field === "title" ? await readTitle(context, personId) : person[field];
  const waiting = await readWaitingField(context, personId, field);
  const reason = reasonOf({ field, held, person, users, said, waiting, settings });
  return {
    ...{ field, held, said, reason, waiting, setting: settingOf(reason, settings) },
    journal: await readFieldJournal(tx, districtId, personId, field),
  };
}

interface KnownField {
  readonly field: AskedField;
  readonly held: string;
  readonly person: Person;
  readonly users: readonly SaidUser[];
  readonly said: readonly SaidValue[];
  readonly waiting: ChangeLine | undefined;
  readonly settings: Settings;
}

function reasonOf(known: KnownField): FieldReason {
  const { field, held, users, said, waiting } = known;
  if (waiting !== undefined) return "waits";
  if (said.length === 0) return "by-hand";
  if (said.some(({ errors }) => errors.length > 0)) return "row-left-out";
  if (said.some(({ value }) => value === held)) return "taken";
  if (said.every(({ value }) => value === "")) return "source-silent";
  if (field === "title") return "title-kept";
  const { person, settings } = known;
  const sources = [...new Set(users.map(({ sourceId }) => sourceId))];
  const wanted = sources.map((sourceId) => {
    const own = users.filter((user) => user.sourceId === sourceId);
    return personFields(own, person, settings)[field];
  });
  if (!wanted.includes(held)) return "next-sync";
  return field === "language" ? "language-kept" : "theirs";
}

function settingOf(reason: FieldReason, settings: Settings): FieldWhy["setting"] {
  const key =
    reason === "theirs"
      ? "contact.update-active"
      : reason === "language-kept"
        ? "language.update"
        : undefined;
  return key === undefined ? undefined : { key, value: settings[key] };
}

/** A planned change of this person that carries the field with another value. */
async function readWaitingField(
  { tx, districtId }: WhyContext,
  personId: number,
  field: AskedField,
): Promise<ChangeLine | undefined> {
  if (field === "title") return undefined;
  const lines = await readWaiting(tx, districtId, { types: personTypes, recordId: personId });
  return lines.find(
    ({ standing, before, after }) => standing !== "stale" && fieldOf(after, field) !== fieldOf(before, field),
  );
}

function fieldOf(state: Readonly<Record<string, unknown>> | null, field: string): unknown {
  const person = state?.person;
  return typeof person === "object" && person !== null
    ? new Map(Object.entries(person)).get(field)
    : undefined;
}

async function readTitle({ tx, districtId }: WhyContext, personId: number): Promise<string> {
  const [row] = await tx.query<{ title: string }>(
    `select title from role_record where district_id = $1 and person_id = $2 and role = 'staff'
      order by status, school_id limit 1`,
    [districtId, personId],
  );
  return row?.title ?? "";
}
