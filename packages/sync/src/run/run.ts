import type { Outcome } from "@muster/rules/model/outcome.ts";
import type { Reader, Session, Transaction } from "../database/database.ts";
import { nextNumber } from "../database/next-number.ts";
import { Fault } from "../fault.ts";
import { noteOutcome } from "../notice/note-outcome.ts";

/**
 * A run is one piece of work on one district: a sync, a plan, an approval, an undo, an edit. At most one is active
 * in a district, which the database itself guarantees (unique index `run_active`). Whoever begins a run holds the
 * district's lock; a run found `running` while the lock is free has died, and what it had not committed is gone with it.
 *
 *   running ──▶ finished (with an outcome)
 *
 * The outcome of what was applied is written in the transaction that applies it: whatever fails afterwards, the run
 * has done what it has done.
 */
export interface Run {
  readonly districtId: number;
  readonly runId: number;
  readonly kind: RunKind;
  readonly fencing: number;
  readonly startedAt: string;
}

export type RunKind = "sync" | "plan" | "apply" | "undo" | "manual";

/** Takes the district's lock, closes what a dead process left open, and begins a run. */
export async function beginRun(
  session: Session,
  begin: {
    readonly districtId: number;
    readonly kind: RunKind;
    readonly sourceId: number | undefined;
    readonly operator: string;
    readonly at: string;
    readonly onWait: () => void;
  },
): Promise<Run> {
  if (!(await session.lock("run", false))) {
    begin.onWait();
    await session.lock("run", true);
  }
  return session.write(async (tx) => {
    await tx.query("set work_mem = '128MB'");
    const died = await tx.query<{ run_id: number }>(
      `update run set state = 'finished', outcome = coalesce(outcome, 'failed'), ended_at = $2,
              result = '{"fault": {"code": "run.process.died", "retry": "now"}}'
        where district_id = $1 and state = 'running' returning run_id`,
      [begin.districtId, begin.at],
    );
    for (const { run_id: diedRunId } of died)
      await noteOutcome(tx, { districtId: begin.districtId, runId: diedRunId }, begin.at);
    const runId = await nextNumber(tx, begin.districtId, "run");
    const fencing = await nextNumber(tx, begin.districtId, "fencing");
    await tx.query(
      `insert into run (district_id, run_id, kind, source_id, state, fencing, operator, started_at)
       values ($1, $2, $3, $4, 'running', $5, $6, $7)`,
      [begin.districtId, runId, begin.kind, begin.sourceId ?? null, fencing, begin.operator, begin.at],
    );
    return { districtId: begin.districtId, runId, kind: begin.kind, fencing, startedAt: begin.at };
  });
}

/** Notes what a run works on, for whoever looks at it meanwhile. */
export async function noteRun(
  tx: Transaction,
  run: Run,
  note: {
    readonly stage?: string;
    readonly snapshotId?: number;
    readonly planId?: number;
  },
): Promise<void> {
  await tx.query(
    `update run set stage = coalesce($3, stage), snapshot_id = coalesce($4, snapshot_id), plan_id = coalesce($5, plan_id)
      where district_id = $1 and run_id = $2`,
    [run.districtId, run.runId, note.stage ?? null, note.snapshotId ?? null, note.planId ?? null],
  );
}

/** Ends a run with its outcome; `result` is what its report is drawn from, and whoever must hear of it is told. */
export async function finishRun(
  session: Session,
  run: Run,
  finish: { readonly outcome: Outcome; readonly at: string; readonly result: unknown },
): Promise<void> {
  await session.write(async (tx) => {
    await tx.query(
      `update run set state = 'finished', stage = 'report', outcome = $3, ended_at = $4, result = $5
        where district_id = $1 and run_id = $2`,
      [run.districtId, run.runId, finish.outcome, finish.at, JSON.stringify(finish.result)],
    );
    await noteOutcome(tx, run, finish.at);
  });
  await session.unlock("run");
}

/** Ends a run that cannot go on. What it had applied already stays its outcome; a lost database is left to the next run. */
export async function abortRun(
  session: Session,
  run: Run,
  abort: { readonly outcome: Outcome; readonly at: string; readonly result: unknown },
): Promise<void> {
  try {
    await session.write(async (tx) => {
      await tx.query(
        `update run set state = 'finished', outcome = coalesce(outcome, $3), ended_at = $4, result = $5
          where district_id = $1 and run_id = $2`,
        [run.districtId, run.runId, abort.outcome, abort.at, JSON.stringify(abort.result)],
      );
      await noteOutcome(tx, run, abort.at);
    });
    await session.unlock("run");
  } catch {
    // The error that stopped the run is the one to tell; an open run is closed by whoever begins the next.
  }
}

/** The directory as a plan is based on it. */
export interface DirectoryBasis {
  readonly version: number;
  /** The first id that was never dealt. */
  readonly nextId: number;
}

export async function readDirectory(tx: Reader, districtId: number): Promise<DirectoryBasis> {
  const [row] = await tx.query<{ version: number; next_id: number }>(
    "select version, next_id from district where district_id = $1",
    [districtId],
  );
  if (row === undefined)
    throw new Fault("district.id.unknown", "never", "there is no such district", { district: districtId });
  return { version: row.version, nextId: row.next_id };
}
