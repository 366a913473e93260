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
 */
export async function* runChanges(
  db: Database,
  districtId: number,
  runId: number,
): AsyncGenerator<RunChange> {
  for (const type of recordTypes) {
    let last = 0;
    while (true) {
      const batch = await db.session(districtId, (session) =>
        session.read((tx) => readChanges(tx, [districtId, runId, type, last, changesPerBatch])),
      );
      yield* batch;
      if (batch.length < changesPerBatch) break;
      last = batch.at(-1)?.ordinal ?? last;
    }
  }
}

/** The findings of a run, in the order in which they were found. */
export async function* runFindings(db: Database, districtId: number, runId: number): AsyncGenerator<Finding> {
  let last = 0;
  while (true) {
    const batch = await db.session(districtId, (session) =>
      session.read((tx) => readFindings(tx, [districtId, runId, last, findingsPerBatch])),
    );
    for (const { ordinal, file, ...finding } of batch) yield { ...finding, file };
    if (batch.length < findingsPerBatch) return;
    last = batch.at(-1)?.ordinal ?? last;
  }
}

function readChanges(tx: Reader, values: readonly unknown[]): Promise<RunChange[]> {
  return tx.query<RunChange>(
    `${selectChangeLines()}
       join run r on r.district_id = p.district_id and r.plan_id = p.plan_id
      where r.district_id = $1 and r.run_id = $2 and c.type = $3 and c.ordinal > $4
        and (r.kind <> 'apply' or s.applied_in_run = r.run_id)
      order by c.ordinal limit $5`,
    values,
  );
}

type FindingRow = Finding & { readonly ordinal: number };

async function readFindings(tx: Reader, values: readonly unknown[]): Promise<readonly FindingRow[]> {
  const rows = await tx.query<{ ordinal: number } & Record<string, unknown>>(
    `select ordinal, code, severity, file, line, record, column_name as "column", sourced_id as "sourcedId", facts
       from finding where district_id = $1 and run_id = $2 and ordinal > $3 order by ordinal limit $4`,
    values,
  );
  // The rows were written from findings (check/store-findings.ts); a missing place is null in the table.
  return rows.map((row) => {
    const { line, record, column, sourcedId } = row;
    const place = { line: line ?? undefined, record: record ?? undefined, column: column ?? undefined };
    return { ...row, ...place, sourcedId: sourcedId ?? undefined } as unknown as FindingRow;
  });
}
