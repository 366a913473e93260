import type { RecordType } from "@muster/rules/model/entities.ts";
import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { Chosen } from "./chosen.ts";

/** Parameters of every writer: $1 district, $2 plan, $3 numbers of the slices, $4 the source that owns what is created. */
export function valuesOf(chosen: Chosen): readonly unknown[] {
  return [chosen.districtId, chosen.planId, chosen.slices, chosen.sourceId];
}

/** The chosen changes of some types, as a subquery with the columns of plan_change. */
export function changesOf(...types: readonly string[]): string {
  const list = types.map((type) => `'${type}'`).join(", ");
  return `(select c.* from plan_change c
            where c.district_id = $1 and c.plan_id = $2 and c.type in (${list}) and c.slice = any ($3::int[])
              and ($4::int is null or true))`;
}

/**
 * Runs an update and insists that it wrote every change it was given. `expected` counts the changes, `update` is
 * the statement up to its `returning`: both see the same snapshot of the data.
 */
export async function mustWriteAll(
  tx: Transaction,
  chosen: Chosen,
  statement: { readonly types: readonly RecordType[]; readonly expected: string; readonly update: string },
): Promise<void> {
  if (!statement.types.some((type) => (chosen.rewrites.get(type) ?? 0) > 0)) return;
  const [row] = await tx.query<{ expected: number; written: number }>(
    `with written as (${statement.update} returning 1)
     select (select count(*) from ${statement.expected} e) as expected, (select count(*) from written) as written`,
    valuesOf(chosen),
  );
  if (row === undefined || row.expected !== row.written)
    throw new Fault("plan.record.conflict", "never", "a record has changed since this plan was made", {
      plan: chosen.planId,
      expected: row?.expected ?? 0,
      written: row?.written ?? 0,
    });
}
