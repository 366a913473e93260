import type { PersonFields } from "@muster/rules/model/person.ts";
import { personFields } from "@muster/rules/plan/contact-details.ts";
import type { Transaction } from "../database/database.ts";
import { readPerson, readSaidUsers } from "../directory/said-users.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { type Edited, type Refusal, refusal } from "./edit/edited.ts";
import { readHeldPerson } from "./edit/held-records.ts";
import { isLanguage } from "./edit/is-language.ts";
import { fieldsChange, fieldsOf } from "./edit/person-change.ts";
import { forgetRows } from "./edit/weigh-again.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

export interface PersonEdit {
  readonly districtId: number;
  readonly personId: number;
  /** Only the fields that shall change. */
  readonly fields: Partial<PersonFields>;
  readonly operator: string;
}

/** A field that the next sync of a source would set again, and to what. */
export interface Overwrite {
  readonly field: keyof PersonFields;
  readonly sourceId: number;
  readonly said: string;
}

/**
 * Changes name, contact or language of a person by hand. Where a source lists them, their rows are put back for
 * weighing: the next sync decides by the district's rules whether the edit stays (connect.md §7.3), and what it
 * would set again is answered at once, so that no edit vanishes unannounced.
 *
 * @throws Fault `person.id.unknown`
 */
export async function editPerson(
  world: RunWorld,
  request: PersonEdit,
): Promise<Edited & { readonly overwrites: readonly Overwrite[] }> {
  const { districtId, personId, operator } = request;
  const refused: Refusal[] = [];
  let overwrites: readonly Overwrite[] = [];
  const done = await editDirectory(world, { districtId, operator, sourceId: undefined }, async (tx) => {
    const held = await readHeldPerson(tx, districtId, personId);
    const before = fieldsOf(held);
    const wanted = trimmed(request.fields);
    const after: PersonFields = { ...before, ...wanted };
    const refusedFor = unfit(personId, after, before) ?? halved(personId, wanted, before);
    if (refusedFor !== undefined) refused.push(refusedFor);
    const edited = fieldNames.filter((field) => after[field] !== before[field]);
    if (refused.length > 0 || edited.length === 0) return [];
    overwrites = await findOverwrites(tx, request, after, edited);
    await forgetRows(tx, districtId, "person", [personId]);
    return [fieldsChange(held, after)];
  });
  return { ...done, refused, overwrites };
}

const fieldNames = [
  ...(["givenName", "middleName", "familyName", "email", "mobile", "homePhone"] as const),
  ...(["language", "username", "studentNumber"] as const),
] satisfies readonly (keyof PersonFields)[];

/** Spaces around a value are nobody's intention. */
export function trimmed(fields: Partial<PersonFields>): Partial<PersonFields> {
  return Object.fromEntries(
    fieldNames.flatMap((field) => {
      const value = fields[field];
      return value === undefined ? [] : [[field, value.trim()]];
    }),
  );
}

/**
 * Why these fields cannot stand; undefined when they can.
 *
 * @param before a value that a source has brought is not judged again
 */
export function unfit(
  personId: number,
  fields: PersonFields,
  before?: Pick<PersonFields, "language">,
): Refusal | undefined {
  const { givenName, familyName, email, language } = fields;
  if (givenName === "" && familyName === "") return refusal("person.name.empty", personId);
  if (email !== "" && !/^[^\s@]+@[^\s@]+$/.test(email)) return refusal("person.email.invalid", personId);
  const isTaken = language === "" || language === before?.language || isLanguage(language);
  return isTaken ? undefined : refusal("person.language.unknown", personId);
}

/** Half a name is taken away by mistake far more often than on purpose: then the whole name is given. */
function halved(
  personId: number,
  wanted: Partial<PersonFields>,
  before: Pick<PersonFields, "givenName" | "familyName">,
): Refusal | undefined {
  const isWhole = wanted.givenName !== undefined && wanted.familyName !== undefined;
  const isHalved = (["givenName", "familyName"] as const).some(
    (half) => wanted[half] === "" && before[half] !== "",
  );
  return isHalved && !isWhole ? refusal("person.name.emptied", personId) : undefined;
}

/** What the sources' rows would make of the edited person, by the very rule that the planner goes by. */
async function findOverwrites(
  tx: Transaction,
  { districtId, personId }: PersonEdit,
  after: PersonFields,
  edited: readonly (keyof PersonFields)[],
): Promise<readonly Overwrite[]> {
  const person = await readPerson(tx, districtId, personId);
  const users = await readSaidUsers(tx, districtId, personId);
  if (person === undefined) return [];
  const settings = await readDistrictSettings(tx, districtId);
  return [...new Set(users.map((user) => user.sourceId))].flatMap((sourceId) => {
    const said = users.filter((user) => user.sourceId === sourceId);
    const wanted = personFields(said, { ...person, ...after }, settings);
    return edited
      .filter((field) => wanted[field] !== after[field])
      .map((field) => ({ field, sourceId, said: wanted[field] }));
  });
}
