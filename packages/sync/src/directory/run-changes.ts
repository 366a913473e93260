import type { Finding } from "@muster/rules/check/finding.ts";
import { recordTypes } from "@muster/rules/model/entities.ts";
import type { Database, Reader } from "../database/database.ts";
import { type ChangeLine, selectChangeLines } from "./change-line.ts";

export type RunChange = ChangeLine;

const changesPerBatch = 2000;
const findingsPerBatch = 5000;

/**
 * The changes of a run's plan, in the order in which they are applied: by type, then as planned. Of a run that
 * approved a plan, those it applied. Read in batches: a sealed plan does not change, so nothing is held open
 * between them.
 *
 * @param schoolIds those of these schools alone; undefined: of all
 */
export async function* runChanges(
  db: Database,
  districtId: number,
  runId: number,
  schoolIds?: readonly number[],
): AsyncGenerator<RunChange> {
  const plan = await db.session(districtId, (session) =>
    session.read((tx) => readPlanOf(tx, districtId, runId)),
  );
  if (plan === undefined) return;
  for (const type of recordTypes) {
    let last = 0;
    while (true) {
      const page = [districtId, plan.planId, type, last, changesPerBatch, plan.slices, schoolIds ?? null];
      const batch = await db.session(districtId, (session) => session.read((tx) => readChanges(tx, page)));
      yield* batch;
      if (batch.length < changesPerBatch) break;
      last = batch.at(-1)?.ordinal ?? last;
    }
  }
}

interface RunPlan extends Record<string, unknown> {
  readonly planId: number;
  /** The slices that a run of approval applied; null for every slice of the plan. */
  readonly slices: readonly number[] | null;
}

async function readPlanOf(tx: Reader, districtId: number, runId: number): Promise<RunPlan | undefined> {
  const [row] = await tx.query<RunPlan>(
    `select r.plan_id as "planId",
            case r.kind when 'apply' then array(
              select s.slice from plan_slice s where s.district_id = r.district_id and s.plan_id = r.plan_id
                 and s.applied_in_run = r.run_id) end as slices
       from run r where r.district_id = $1 and r.run_id = $2 and r.plan_id is not null`,
    [districtId, runId],
  );
  return row;
}

/**
 * The findings of a run, in the order in which they were found.
 *
 * @param schoolIds those about people and classes of these schools alone, as far as the directory knows them
 */
export async function* runFindings(
  db: Database,
  districtId: number,
  runId: number,
  schoolIds?: readonly number[],
): AsyncGenerator<Finding> {
  let last = 0;
  while (true) {
    const batch = await db.session(districtId, (session) =>
      session.read((tx) => readFindings(tx, [districtId, runId, schoolIds ?? null, last, findingsPerBatch])),
    );
    for (const { ordinal, file, ...finding } of batch) yield { ...finding, file };
    if (batch.length < findingsPerBatch) return;
    last = batch.at(-1)?.ordinal ?? last;
  }
}

/** A page is cut out of the plan by its key before anything is joined to it. */
const pageOfChanges = `(select * from plan_change where district_id = $1 and plan_id = $2 and type = $3 and ordinal > $4
                  and ($6::int[] is null or slice = any ($6::int[]))
                  and ($7::bigint[] is null or school_id = any ($7::bigint[])) order by ordinal limit $5)`;

function readChanges(tx: Reader, values: readonly unknown[]): Promise<RunChange[]> {
  return tx.query<RunChange>(
    `${selectChangeLines(pageOfChanges)} where p.district_id = $1 and p.plan_id = $2 order by c.ordinal`,
    values,
  );
}

/**
 * Whether a finding `f` is about somebody or something of certain schools: by the record that its sourcedId is linked
 * to. What cannot be tied to a school is for those who see all of them.
 *
 * @param schools an array of schools, as SQL; null: all findings
 */
export const isFindingOf = (schools: string): string => `
  (${schools}::bigint[] is null or exists (
    select from link l
     where l.district_id = f.district_id and l.sourced_id = f.sourced_id
       and (f.file = 'users.csv' and l.record_type = 'person' and exists (
              select from role_record o where o.district_id = l.district_id and o.person_id = l.record_id
                 and o.school_id = any (${schools}::bigint[]))
            or f.file = 'classes.csv' and l.record_type = 'classroom' and exists (
              select from classroom c where c.district_id = l.district_id and c.classroom_id = l.record_id
                 and c.school_id = any (${schools}::bigint[])))))`;

type FindingRow = Finding & { readonly ordinal: number };

async function readFindings(tx: Reader, values: readonly unknown[]): Promise<readonly FindingRow[]> {
  const rows = await tx.query<{ ordinal: number } & Record<string, unknown>>(
    `select ordinal, code, severity, file, line, record, column_name as "column", sourced_id as "sourcedId", facts
       from finding f
      where f.district_id = $1 and f.run_id = $2 and ${isFindingOf("$3")} and f.ordinal > $4 order by f.ordinal limit $5`,
    values,
  );
  // The rows were written from findings (check/store-findings.ts); a missing place is null in the table.
  return rows.map((row) => {
    const { line, record, column, sourcedId } = row;
    const place = { line: line ?? undefined, record: record ?? undefined, column: column ?? undefined };
    return { ...row, ...place, sourcedId: sourcedId ?? undefined } as unknown as FindingRow;
  });
}
