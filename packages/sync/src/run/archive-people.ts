import type { RoleName } from "@muster/rules/model/person.ts";
import type { Change } from "@muster/rules/plan/change.ts";
import type { Transaction } from "../database/database.ts";
import { type Edited, type Refusal, refusal } from "./edit/edited.ts";
import { type HeldPerson, readHeldPerson } from "./edit/held-records.ts";
import { isListedAs } from "./edit/is-listed.ts";
import { rolesChange } from "./edit/person-change.ts";
import { readSourcesOf, weighEverything } from "./edit/weigh-again.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

export interface PeopleEdit {
  readonly districtId: number;
  /** The role that ends, or begins again; others of the same people stay as they are. */
  readonly role: RoleName;
  /** Only at these schools; undefined: wherever they have the role. */
  readonly schoolIds?: readonly number[] | undefined;
  readonly personIds: readonly number[];
  readonly operator: string;
}

/**
 * Archives people in one role, at every school of theirs unless told: they left, or were there twice. They keep their
 * classes and their families, out of sight (connect.md §13). Whom a source lists, only the source lets go; so "all of them, please"
 * archives the others and answers how many it left alone.
 *
 * @throws Fault `person.id.unknown`
 */
export async function archivePeople(world: RunWorld, request: PeopleEdit): Promise<Edited> {
  return eachPerson(world, request, async (tx, held, roles) => {
    const active = roles.filter((role) => role.status === "active");
    if (active.length === 0) return undefined;
    if (await isListedAs(tx, request.districtId, held.personId, request.role))
      return refusal(`${request.role}.source.lists-them`, held.personId);
    return rolesChange(held, active, { status: "archived", archivedBy: "person" });
  });
}

/**
 * Brings archived people back with everything they had. What the sources said meanwhile is weighed by the next
 * sync.
 *
 * @throws Fault `person.id.unknown`
 */
export async function restorePeople(world: RunWorld, request: PeopleEdit): Promise<Edited> {
  const { districtId, personIds } = request;
  return eachPerson(world, request, async (tx, held, roles) => {
    const archived = roles.filter((role) => role.status === "archived");
    if (archived.length === 0) return undefined;
    await weighEverything(tx, districtId, await readSourcesOf(tx, districtId, "person", personIds));
    return rolesChange(held, archived, { status: "active", archivedBy: null });
  });
}

async function eachPerson(
  world: RunWorld,
  request: PeopleEdit,
  decide: (
    tx: Transaction,
    held: HeldPerson,
    roles: HeldPerson["roles"],
  ) => Promise<Change | Refusal | undefined>,
): Promise<Edited> {
  const { districtId, operator } = request;
  const isMeant = ({ role, schoolId }: HeldPerson["roles"][number]): boolean =>
    role === request.role && (request.schoolIds?.includes(schoolId) ?? true);
  const refused: Refusal[] = [];
  const done = await editDirectory(world, { districtId, operator, sourceId: undefined }, async (tx) => {
    const changes: Change[] = [];
    for (const personId of new Set(request.personIds)) {
      const held = await readHeldPerson(tx, districtId, personId);
      const decision = await decide(tx, held, held.roles.filter(isMeant));
      if (decision === undefined) continue;
      if ("type" in decision) changes.push(decision);
      else refused.push(decision);
    }
    return changes;
  });
  return { ...done, refused };
}
