import type { UndoConflict } from "@muster/rules/plan/undo-change.ts";
import type { Reader } from "../database/database.ts";

/** What an undo keeps, under the name a person knows it by; of a membership or family link the person's. */
export interface NamedConflict extends UndoConflict {
  readonly name: string;
}

/** Names what an undo keeps, all in one look. */
export async function nameConflicts(
  tx: Reader,
  districtId: number,
  conflicts: readonly UndoConflict[],
): Promise<readonly NamedConflict[]> {
  if (conflicts.length === 0) return [];
  const ids = [...new Set(conflicts.map(({ recordId }) => recordId))];
  const rows = await tx.query<{ id: number; name: string }>(
    `select person_id as id, concat_ws(' ', given_name, family_name) as name from person
      where district_id = $1 and person_id = any ($2::bigint[])
     union all
     select classroom_id, title from classroom where district_id = $1 and classroom_id = any ($2::bigint[])
     union all
     select school_id, name from school where district_id = $1 and school_id = any ($2::bigint[])`,
    [districtId, ids],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return conflicts.map((conflict) => ({ ...conflict, name: names.get(conflict.recordId) ?? "" }));
}
