import { createHash } from "node:crypto";
import type { Verdict } from "@muster/rules/gate/verdict.ts";
import { type Slice, sliceName } from "@muster/rules/plan/slice.ts";
import type { Counts, Tally } from "@muster/rules/plan/tally.ts";
import type { Transaction } from "../database/database.ts";
import { refreshStatistics } from "../database/refresh-statistics.ts";
import { changeColumns } from "./change-line.ts";

/** From here on the planner of PostgreSQL must be told of the new rows; below, its indexes serve as they are. */
const manyChanges = 20_000;

/** What a plan was made from; with its changes it decides the plan's hash. */
export interface PlanBasis {
  readonly kind: "sync" | "undo" | "manual";
  readonly snapshotHash: string;
  readonly directoryVersion: number;
  readonly firstId: number;
  readonly rulesVersion: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly today: string;
  readonly sourceId: number | undefined;
}

export interface SealedPlan {
  readonly planId: number;
  readonly hash: string;
  readonly changes: number;
  readonly counts: Counts;
}

/** A first load only adds: then nothing joins the plan's rows with the directory's. */
function rewritesAny(tally: Tally): boolean {
  return [...tally.slices.values()].some((slice) => slice.rewrites > 0);
}

/** Same basis and same changes, same hash: 64 hexadecimal digits of SHA-256. */
function planHash(basis: PlanBasis, digest: string): string {
  return createHash("sha256").update(JSON.stringify(basis)).update("\n").update(digest).digest("hex");
}

/** A plan that is whole but for its changes, which stand in `planned_change`. */
interface UnsealedPlan {
  readonly districtId: number;
  readonly planId: number;
  readonly runId: number;
  readonly snapshotId: number | undefined;
  readonly undoesRunId: number | undefined;
  /** `shown`: somebody only looks at it, so it waits for nobody. */
  readonly state: "sealed" | "shown";
  readonly basis: PlanBasis;
  /** Hash of its changes (`PlanWriter.digest`). */
  readonly digest: string;
  /** The first id that the plan did not deal. */
  readonly nextId: number;
  readonly counts: Counts;
  readonly sealedAt: string;
}

/** What the gates say of a plan's slices. */
interface JudgedSlices {
  readonly tally: Tally;
  readonly slices: readonly Slice[];
  readonly verdict: Verdict;
}

/** Seals the plan in `planned_change`: from here on nobody adds to it or alters it. Slices carry their verdict. */
export async function sealPlan(
  tx: Transaction,
  plan: UnsealedPlan,
  judged: JudgedSlices,
): Promise<SealedPlan> {
  const hash = planHash(plan.basis, plan.digest);
  const { tally } = judged;
  await storePlan(tx, plan, hash);
  await storeChanges(tx, plan);
  await storeSlices(tx, plan, judged);
  if (tally.total() > manyChanges && rewritesAny(tally))
    await refreshStatistics(tx, ["plan_change", "plan_slice"], tally.total());
  return { planId: plan.planId, hash, changes: tally.total(), counts: plan.counts };
}

async function storePlan(tx: Transaction, plan: UnsealedPlan, hash: string): Promise<void> {
  const { basis } = plan;
  await tx.query(
    `insert into plan (district_id, plan_id, kind, run_id, source_id, snapshot_id, hash, basis, basis_version, next_id,
                       counts, state, sealed_at, undoes_run_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[plan.districtId, plan.planId, basis.kind, plan.runId, basis.sourceId ?? null],
      ...[plan.snapshotId ?? null, hash, JSON.stringify(basis), basis.directoryVersion, plan.nextId],
      ...[JSON.stringify(plan.counts), plan.state, plan.sealedAt, plan.undoesRunId ?? null],
    ],
  );
}

async function storeChanges(tx: Transaction, plan: UnsealedPlan): Promise<void> {
  await tx.query(
    `insert into plan_change (district_id, plan_id, ${changeColumns})
     select $1, $2, ${changeColumns} from planned_change`,
    [plan.districtId, plan.planId],
  );
}

async function storeSlices(tx: Transaction, plan: UnsealedPlan, judged: JudgedSlices): Promise<void> {
  const rows = judged.slices.map((slice) => {
    const name = sliceName(slice);
    const gates = judged.verdict.gates.filter(
      (gate) => gate.slice === undefined || sliceName(gate.slice) === name,
    );
    return {
      ...{ type: slice.type, school_id: slice.schoolId, kind: slice.kind, part: slice.part },
      ...{ changes: slice.changes, base: slice.base, verdict: judged.verdict.held.has(name) ? "hold" : "go" },
      slice: judged.tally.slices.get(name)?.number ?? 0,
      rewrites: judged.tally.slices.get(name)?.rewrites ?? 0,
      gates: gates.map(({ code, observed, limit, facts }) => ({ code, observed, limit, facts })),
      effects: Object.fromEntries(judged.tally.slices.get(name)?.effects ?? []),
    };
  });
  await tx.query(
    `insert into plan_slice (district_id, plan_id, slice, type, school_id, kind, part, changes, rewrites, base, verdict, gates, effects)
     select $1, $2, s.slice, s.type, s.school_id, s.kind, s.part, s.changes, s.rewrites, s.base, s.verdict, s.gates, s.effects
       from jsonb_to_recordset($3::jsonb) as s (slice int, type text, school_id bigint, kind text, part text, changes int, rewrites int,
                                                base bigint, verdict text, gates jsonb, effects jsonb)`,
    [plan.districtId, plan.planId, JSON.stringify(rows)],
  );
}
