import { Fault } from "../fault.ts";
import type { Edited } from "./edit/edited.ts";
import { edit } from "./edit/held-records.ts";
import { editDirectory } from "./edit-directory.ts";
import type { RunWorld } from "./sync-request.ts";

/**
 * Makes a school by hand. A district that has schools takes from its sources only those that are linked to one
 * (design §6), so this comes before the link.
 *
 * @throws Fault `school.name.taken`
 */
export async function createSchool(
  world: RunWorld,
  request: {
    readonly districtId: number;
    readonly name: string;
    /** The number people know it by; may be empty. */
    readonly identifier?: string;
    readonly operator: string;
  },
): Promise<Edited & { readonly schoolId: number }> {
  const { districtId, operator } = request;
  const name = request.name.trim();
  let schoolId = 0;
  const done = await editDirectory(world, { districtId, operator, sourceId: undefined }, async (tx, deal) => {
    const [taken] = await tx.query(
      "select 1 from school where district_id = $1 and lower(name) = lower($2)",
      [districtId, name],
    );
    if (taken !== undefined || name === "")
      throw new Fault("school.name.taken", "never", "a school needs a name that no other has", { name });
    schoolId = deal();
    const identifier = request.identifier?.trim() ?? "";
    return [
      {
        ...{ type: "school", action: "create", kind: "addition", schoolId, recordId: schoolId },
        ...{ because: edit(), before: undefined },
        after: { name, identifier, status: "active", archivedBy: null, origin: "manual" },
      },
    ];
  });
  return { ...done, refused: [], schoolId };
}
