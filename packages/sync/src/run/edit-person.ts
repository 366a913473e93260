import type { PersonFields } from "@muster/rules/model/person.ts";
import { personFields } from "@muster/rules/plan/contact-details.ts";
import type { Transaction } from "../database/database.ts";
import { readPerson, readSaidUsers } from "../directory/said-users.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { type Edited, type Refusal, refusal } from "./edit/edited.ts";
import { readHeldPerson } from "./edit/held-records.ts";
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
    const after: PersonFields = { ...before, ...trimmed(request.fields) };
    const refusedFor = unfit(personId, after);
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

/** Why these fields cannot stand; undefined when they can. */
export function unfit(personId: number, fields: PersonFields): Refusal | undefined {
  if (fields.givenName === "" && fields.familyName === "") return refusal("person.name.empty", personId);
  const isAddress = fields.email === "" || /^[^\s@]+@[^\s@]+$/.test(fields.email);
  return isAddress ? undefined : refusal("person.email.invalid", personId);
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
