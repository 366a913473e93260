import type { JudgedSlice } from "@muster/rules/model/judged-slice.ts";
import type { Counts } from "@muster/rules/plan/tally.ts";
import type { Database, Reader } from "../database/database.ts";
import { isHeld } from "../database/session.ts";
import { Fault } from "../fault.ts";
import { isFindingOf } from "./run-changes.ts";

/** A run as a list shows it. Instants are ISO. */
export interface ListedRun extends Record<string, unknown> {
  readonly run: number;
  readonly kind: "sync" | "plan" | "apply" | "undo" | "manual";
  /** `died`: its process is gone. What it had not committed is gone with it, and the next run closes it. */
  readonly state: "running" | "died" | "finished";
  /** Where it is, or was when it ended. */
  readonly stage: string;
  /** One of the closed list of outcomes; null while it runs, and where it died before it had one. */
  readonly outcome: string | null;
  readonly operator: string;
  readonly source: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Hash and state of the plan it made, or applied. */
  readonly planHash: string | null;
  readonly planState: "sealed" | "shown" | "applied" | "partly_applied" | "superseded" | "declined" | null;
  /** Changes of its plan that this run applied. */
  readonly applied: number;
  /** Its plan waits, but the roster has changed since: it can no longer be applied, and the next sync plans anew. */
  readonly isStale: boolean;
  /** Changes of its plan that nobody has applied; none of an undo that was only looked at, or that somebody declined. */
  readonly waiting: number;
  /** The run that took this one back, or that this one took back. */
  readonly undoneBy: number | null;
  readonly undoes: number | null;
}

/** One slice of a run's plan, with what the gates said of it and who let it through. */
export interface RunSlice extends JudgedSlice, Record<string, unknown> {
  readonly school: string;
  readonly appliedAt: string | null;
  readonly approvedBy: string | null;
  readonly approvedFor: string | null;
}

/** How many findings of a code a run had, and where the first was. */
export interface FindingCount extends Record<string, unknown> {
  readonly code: string;
  readonly severity: string;
  readonly count: number;
  readonly file: string;
  readonly line: number | null;
}

/** A run with all that is stored of it but its changes and findings one by one. */
export interface ShownRun extends ListedRun {
  readonly counts: Counts | null;
  /** What the run answered when it ended: what `sync --json` printed then. */
  readonly result: unknown;
  readonly snapshot: { readonly id: number; readonly takenAt: string; readonly standing: string } | null;
  readonly slices: readonly RunSlice[];
  readonly findings: readonly FindingCount[];
}

/** The newest runs of a district, newest first. */
export async function listRuns(db: Database, districtId: number, most = 100): Promise<readonly ListedRun[]> {
  const read = () =>
    db.session(districtId, (session) =>
      session.read((tx) =>
        tx.query<ListedRun>(`${selectRuns()} where r.district_id = $1 order by r.run_id desc limit $2`, [
          districtId,
          most,
        ]),
      ),
    );
  const runs = await read();
  return (await mayHaveDied(db, districtId, runs)) ? (await read()).map((run) => asDied(runs, run)) : runs;
}

/**
 * @param schoolIds slices and sums of these schools alone; undefined: of all
 * @throws Fault `run.id.unknown`
 */
export async function showRun(
  db: Database,
  districtId: number,
  runId: number,
  schoolIds?: readonly number[],
): Promise<ShownRun> {
  const read = () => readRun(db, districtId, runId, schoolIds);
  const run = await read();
  return (await mayHaveDied(db, districtId, [run])) ? asDied([run], await read()) : run;
}

function readRun(
  db: Database,
  districtId: number,
  runId: number,
  schoolIds: readonly number[] | undefined,
): Promise<ShownRun> {
  const schools = schoolIds ?? null;
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const [run] = await tx.query<ListedRun & Pick<ShownRun, "counts" | "result" | "snapshot">>(
        `${selectRuns(`, p.counts, r.result, ${snapshot}`, "$3")} where r.district_id = $1 and r.run_id = $2`,
        [districtId, runId, schools],
      );
      if (run === undefined)
        throw new Fault("run.id.unknown", "never", "there is no such run", { run: runId });
      return {
        ...run,
        slices: await readSlices(tx, districtId, runId, schools),
        findings: await readFindingCounts(tx, districtId, runId, schools),
      };
    }),
  );
}

/**
 * A run is under way while somebody holds its district's lock (run/run.ts). The lock is looked at after the run was
 * read, and may have been given back with the run ended in between: so whoever finds it free reads once more.
 */
export async function mayHaveDied(
  db: Database,
  districtId: number,
  runs: readonly Pick<ListedRun, "state">[],
): Promise<boolean> {
  if (!runs.some(({ state }) => state === "running")) return false;
  return !(await db.session(districtId, (session) => session.read((tx) => isHeld(tx, districtId, "run"))));
}

/** What was running before the lock was found free, and still is said to be running after, has died. */
export function asDied<Read extends ListedRun>(before: readonly ListedRun[], run: Read): Read {
  const wasRunning = before.some(({ run: id, state }) => id === run.run && state === "running");
  return wasRunning && run.state === "running" ? { ...run, state: "died" } : run;
}

const snapshot = `case when n.snapshot_id is not null then jsonb_build_object(
  'id', n.snapshot_id, 'standing', n.standing, 'takenAt', to_char(n.taken_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) end as snapshot`;

/**
 * Selects runs as a list shows them; to be followed by conditions on r (run). $1 is the district.
 *
 * @param schools the schools whose slices are summed, as SQL; null: all
 */
export const selectRuns = (more = "", schools = "null"): string => `
  select r.run_id as run, r.kind, r.state, r.stage, r.outcome, r.operator, s.name as source,
         r.started_at as "startedAt", r.ended_at as "endedAt", p.hash as "planHash", p.state as "planState",
         coalesce(p.state in ('sealed', 'partly_applied')
                  and coalesce(p.applied_version, p.basis_version) <> d.version, false) as "isStale",
         undoing.run_id as "undoneBy", p.undoes_run_id as undoes,
         coalesce((select sum(changes) from plan_slice c where c.district_id = r.district_id and c.plan_id = r.plan_id
                      and c.applied_in_run = r.run_id and ${ofSchools(schools)}), 0) as applied,
         coalesce((select sum(changes) from plan_slice c where c.district_id = r.district_id and c.plan_id = r.plan_id
                      and c.applied_in_run is null and p.state not in ('shown', 'declined') and ${ofSchools(schools)}), 0) as waiting ${more}
    from run r
    join district d on d.district_id = r.district_id
    left join source s on s.district_id = r.district_id and s.source_id = r.source_id
    left join plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
    left join snapshot n on n.district_id = r.district_id and n.snapshot_id = r.snapshot_id
    left join lateral (
      select coalesce((select max(c.applied_in_run) from plan_slice c where c.district_id = u.district_id and c.plan_id = u.plan_id),
                      u.run_id) as run_id
        from plan u
       where u.district_id = r.district_id and u.undoes_run_id = r.run_id and u.state = 'applied'
       order by u.plan_id desc limit 1) undoing on true`;

const ofSchools = (schools: string): string =>
  `(${schools}::bigint[] is null or c.school_id = any (${schools}::bigint[]))`;

function readSlices(
  tx: Reader,
  districtId: number,
  runId: number,
  schoolIds: readonly number[] | null,
): Promise<RunSlice[]> {
  return tx.query<RunSlice>(
    `select c.type, c.school_id as "schoolId", coalesce(s.name, planned.name, '') as school, c.kind, c.part, c.changes,
            c.base, c.verdict, c.gates, c.applied_in_run as "appliedInRun", c.applied_at as "appliedAt",
            c.approved_by as "approvedBy", c.approved_for as "approvedFor"
       from run r
       join plan_slice c on c.district_id = r.district_id and c.plan_id = r.plan_id
       left join school s on s.district_id = c.district_id and s.school_id = c.school_id
       left join lateral (
         select h.after->>'name' as name from plan_change h
          where s.school_id is null and h.district_id = c.district_id and h.plan_id = c.plan_id and h.type = 'school'
            and h.record_id = c.school_id limit 1) planned on true
      where r.district_id = $1 and r.run_id = $2 and (r.kind <> 'apply' or c.applied_in_run = r.run_id)
        and ${ofSchools("$3")}
      order by c.verdict desc, c.changes desc, c.type, c.school_id, c.kind, c.part`,
    [districtId, runId, schoolIds],
  );
}

function readFindingCounts(
  tx: Reader,
  districtId: number,
  runId: number,
  schoolIds: readonly number[] | null,
): Promise<FindingCount[]> {
  return tx.query<FindingCount>(
    `select code, severity, count(*) as count, (array_agg(file order by ordinal))[1] as file,
            (array_agg(line order by ordinal))[1] as line
       from finding f where f.district_id = $1 and f.run_id = $2 and ${isFindingOf("$3")}
      group by code, severity
      order by array_position(array['blocking', 'error', 'warning', 'info'], severity), count(*) desc, code`,
    [districtId, runId, schoolIds],
  );
}
