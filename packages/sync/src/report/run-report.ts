import type { Finding } from "@muster/rules/check/finding.ts";
import type { Counts } from "@muster/rules/plan/tally.ts";
import type { Database, Reader } from "../database/database.ts";
import { type ShownRun, showRun } from "../directory/runs.ts";
import type { SnapshotTables } from "../snapshot/snapshot-row.ts";

/** What a run worked on, and what proves it. */
export interface RunEvidence extends Record<string, unknown> {
  /** ISO 8601. */
  readonly takenAt: string;
  readonly contentHash: string;
  readonly format: string;
  readonly standing: string;
  readonly files: readonly {
    readonly path: string;
    readonly size: number;
    readonly sha256: string;
    readonly modifiedAt?: string;
  }[];
  readonly tables: SnapshotTables;
}

/** A run with what its page shows beyond the list. */
export interface RunReport extends ShownRun {
  /** The first finding of each code, with its place and facts. */
  readonly first: readonly Finding[];
  readonly evidence: RunEvidence | undefined;
  /** Names of the schools that gates speak of. */
  readonly schoolNames: ReadonlyMap<number, string>;
  /** The runs that applied the rest of its plan later. */
  readonly laterRuns: readonly number[];
  /** The newest run of the same source that planned anew. */
  readonly sourceId: number | null;
}

/**
 * @param schoolIds what is about these schools alone; undefined: all of it
 * @throws Fault `run.id.unknown`
 */
export async function readRunReport(
  db: Database,
  districtId: number,
  runId: number,
  schoolIds: readonly number[] | undefined,
): Promise<RunReport> {
  const shown = await showRun(db, districtId, runId, schoolIds);
  return db.session(districtId, (session) =>
    session.read(async (tx) => ({
      ...shown,
      counts: schoolIds === undefined ? shown.counts : await countsOf(tx, districtId, runId, schoolIds),
      first: await readFirst(tx, districtId, runId, shown),
      evidence: await readEvidence(tx, districtId, runId),
      schoolNames: await readSchoolNames(tx, districtId),
      ...(await readAround(tx, districtId, runId)),
    })),
  );
}

/** The counts of a plan as far as it is about certain schools; what is kept there is not counted. */
async function countsOf(
  tx: Reader,
  districtId: number,
  runId: number,
  schoolIds: readonly number[],
): Promise<Counts | null> {
  const [row] = await tx.query<{ counts: Counts | null }>(
    `select jsonb_object_agg(type, actions) as counts from (
       select type, jsonb_object_agg(action, n) || '{"keep": 0}' as actions from (
         select c.type, c.action, count(*) as n
           from run r join plan_change c on c.district_id = r.district_id and c.plan_id = r.plan_id
          where r.district_id = $1 and r.run_id = $2 and c.school_id = any ($3::bigint[]) group by 1, 2) a
        group by type) t`,
    [districtId, runId, schoolIds],
  );
  return row?.counts ?? null;
}

async function readFirst(
  tx: Reader,
  districtId: number,
  runId: number,
  { findings }: ShownRun,
): Promise<readonly Finding[]> {
  const rows = await tx.query<Record<string, unknown>>(
    `select distinct on (code) code, severity, file, line, record, column_name as "column", sourced_id as "sourcedId", facts
       from finding where district_id = $1 and run_id = $2 and code = any ($3::text[]) order by code, ordinal`,
    [districtId, runId, findings.map(({ code }) => code)],
  );
  // The rows were written from findings (check/store-findings.ts); a missing place is null in the table.
  return rows.map((row) => {
    const place = { line: row.line ?? undefined, record: row.record ?? undefined };
    return {
      ...row,
      ...place,
      column: row.column ?? undefined,
      sourcedId: row.sourcedId ?? undefined,
    } as unknown as Finding;
  });
}

async function readEvidence(tx: Reader, districtId: number, runId: number): Promise<RunEvidence | undefined> {
  const [row] = await tx.query<RunEvidence>(
    `select n.taken_at as "takenAt", n.content_hash as "contentHash", n.format, n.standing, n.files, n.tables
       from run r join snapshot n on n.district_id = r.district_id and n.snapshot_id = r.snapshot_id
      where r.district_id = $1 and r.run_id = $2`,
    [districtId, runId],
  );
  return row;
}

async function readSchoolNames(tx: Reader, districtId: number): Promise<ReadonlyMap<number, string>> {
  const rows = await tx.query<{ school_id: number; name: string }>(
    "select school_id, name from school where district_id = $1",
    [districtId],
  );
  return new Map(rows.map((row) => [row.school_id, row.name]));
}

/** What else was done with its plan, and the source it is of. */
async function readAround(
  tx: Reader,
  districtId: number,
  runId: number,
): Promise<Pick<RunReport, "laterRuns" | "sourceId">> {
  const [row] = await tx.query<Pick<RunReport, "laterRuns" | "sourceId">>(
    `select r.source_id as "sourceId", array(
              select distinct s.applied_in_run from plan_slice s
               where s.district_id = $1 and s.plan_id = r.plan_id and s.applied_in_run > r.run_id order by 1) as "laterRuns"
       from run r where r.district_id = $1 and r.run_id = $2`,
    [districtId, runId],
  );
  return row ?? { laterRuns: [], sourceId: null };
}
