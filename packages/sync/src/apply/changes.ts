import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { Chosen } from "./apply-plan.ts";

/** Parameters of every writer: $1 district, $2 plan, $3 run, $4 the source that owns what is created. */
export function valuesOf(chosen: Chosen): readonly unknown[] {
  return [chosen.districtId, chosen.planId, chosen.runId, chosen.sourceId];
}

/** The chosen changes of some types, as a subquery with the columns of plan_change. */
export function changesOf(...types: readonly string[]): string {
  const list = types.map((type) => `'${type}'`).join(", ");
  return `(select c.* from plan_change c
             join plan_slice s using (district_id, plan_id, type, school_id, kind, part)
            where c.district_id = $1 and c.plan_id = $2 and s.applied_in_run = $3 and c.type in (${list})
              and ($4::int is null or true))`;
}

/**
 * Runs an update and insists that it wrote every change it was given. `expected` counts the changes, `update` is
 * the statement up to its `returning`: both see the same snapshot of the data.
 */
export async function mustWriteAll(
  tx: Transaction,
  chosen: Chosen,
  statement: { readonly expected: string; readonly update: string },
): Promise<void> {
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
