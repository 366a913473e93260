import type { Change } from "@muster/rules/plan/change.ts";
import type { Transaction } from "../database/database.ts";
import { type Edited, type Refusal, refusal } from "./edit/edited.ts";
import { type HeldPerson, readHeldPerson } from "./edit/held-records.ts";
import { isListedStudent } from "./edit/is-listed.ts";
import { rolesChange } from "./edit/person-change.ts";
import { readSourcesOf, weighEverything } from "./edit/weigh-again.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

export interface StudentsEdit {
  readonly districtId: number;
  readonly personIds: readonly number[];
  readonly operator: string;
}

/**
 * Archives students at every school of theirs: they left, or were there twice. They keep their classes and their
 * families, out of sight (connect.md §13). Whom a source lists, only the source lets go; so "all of them, please"
 * archives the others and answers how many it left alone.
 *
 * @throws Fault `person.id.unknown`
 */
export async function archiveStudents(world: RunWorld, request: StudentsEdit): Promise<Edited> {
  return eachStudent(world, request, async (tx, held, roles) => {
    const active = roles.filter((role) => role.status === "active");
    if (active.length === 0) return undefined;
    if (await isListedStudent(tx, request.districtId, held.personId))
      return refusal("student.source.lists-them", held.personId);
    return rolesChange(held, active, { status: "archived", archivedBy: "person" });
  });
}

/**
 * Brings archived students back with everything they had. What the sources said meanwhile is weighed by the next
 * sync.
 *
 * @throws Fault `person.id.unknown`
 */
export async function restoreStudents(world: RunWorld, request: StudentsEdit): Promise<Edited> {
  const { districtId, personIds } = request;
  return eachStudent(world, request, async (tx, held, roles) => {
    const archived = roles.filter((role) => role.status === "archived");
    if (archived.length === 0) return undefined;
    await weighEverything(tx, districtId, await readSourcesOf(tx, districtId, "person", personIds));
    return rolesChange(held, archived, { status: "active", archivedBy: null });
  });
}

async function eachStudent(
  world: RunWorld,
  request: StudentsEdit,
  decide: (
    tx: Transaction,
    held: HeldPerson,
    roles: HeldPerson["roles"],
  ) => Promise<Change | Refusal | undefined>,
): Promise<Edited> {
  const { districtId, operator } = request;
  const refused: Refusal[] = [];
  const done = await editDirectory(world, { districtId, operator, sourceId: undefined }, async (tx) => {
    const changes: Change[] = [];
    for (const personId of new Set(request.personIds)) {
      const held = await readHeldPerson(tx, districtId, personId);
      const decision = await decide(
        tx,
        held,
        held.roles.filter((role) => role.role === "student"),
      );
      if (decision === undefined) continue;
      if ("type" in decision) changes.push(decision);
      else refused.push(decision);
    }
    return changes;
  });
  return { ...done, refused };
}
