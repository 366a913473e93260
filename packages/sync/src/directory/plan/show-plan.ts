import type { JudgedSlice } from "@muster/rules/model/judged-slice.ts";
import type { Reader } from "../../database/database.ts";
import { activeBefore } from "./active-before.ts";
import { type ListedPlan, readListedPlan } from "./list-plans.ts";
import { type PlanSchool, readPlanSchools } from "./plan-schools.ts";

/** One slice of a plan, with its number in it. */
export type PlanSlice = JudgedSlice & { readonly slice: number };

/** A run that applied a part of a plan. */
export interface PlanRun extends Record<string, unknown> {
  readonly run: number;
  readonly outcome: string | null;
  readonly operator: string;
  readonly at: string;
  readonly approvedBy: string | null;
  readonly approvedFor: string | null;
  readonly changes: number;
  /** The directory was read again afterwards and is as the plan says. */
  readonly isProven: boolean;
}

/** What somebody has approved, waiting for a second person. */
export interface PlanWord extends Record<string, unknown> {
  readonly by: string;
  readonly reason: string;
  readonly at: string;
  readonly changes: number;
}

/** A sealed plan with everything that is read without its changes one by one. */
export interface ShownPlan {
  readonly plan: ListedPlan;
  readonly declined: { readonly by: string; readonly reason: string; readonly at: string } | null;
  /** Approvals that wait for a second person, as far as nothing of them was applied. */
  readonly words: readonly PlanWord[];
  /** What it was made from. */
  readonly snapshotTakenAt: string | null;
  readonly schools: readonly PlanSchool[];
  readonly slices: readonly PlanSlice[];
  /** What its run answered when it ended, where nothing would change and its files wait all the same; else null. */
  readonly heldAs: unknown;
  readonly runs: readonly PlanRun[];
  /** Active records of each type before the plan, in the schools that are seen. */
  readonly base: Readonly<Record<string, number>>;
  /** The newest plan of the same source, where that is another which waits. */
  readonly newer: string | null;
  /** The plan of the same source before this one, where something of it was not applied: what is left comes again. */
  readonly previous: { readonly hash: string; readonly sealedAt: string } | null;
}

/** @param schoolIds what these schools are about alone; null: all of it */
export async function showPlan(
  tx: Reader,
  districtId: number,
  planId: number,
  schoolIds: readonly number[] | null,
): Promise<ShownPlan> {
  const plan = await readListedPlan(tx, districtId, planId, schoolIds);
  const [more] = await tx.query<{
    declined: ShownPlan["declined"];
    taken_at: string | null;
    counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
    newer: string | null;
    previous: ShownPlan["previous"];
    held_as: unknown;
  }>(
    `select case when p.declined_at is not null then jsonb_build_object('by', p.declined_by, 'reason', p.declined_for,
              'at', to_char(p.declined_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) end as declined,
            n.taken_at, p.counts,
            (select r.result from run r where r.district_id = $1 and r.run_id = p.run_id and r.outcome = 'held'
                and not exists (select from plan_slice c where c.district_id = $1 and c.plan_id = p.plan_id)) as held_as,
            (select o.hash from plan o where o.district_id = $1 and o.source_id = p.source_id and o.plan_id > p.plan_id
                and o.kind = 'sync' and o.state in ('sealed', 'partly_applied') and o.hash <> p.hash
              order by o.plan_id desc limit 1) as newer,
            (select case when o.state <> 'applied' then jsonb_build_object('hash', o.hash, 'sealedAt', to_char(o.sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) end
               from plan o where o.district_id = $1 and o.source_id = p.source_id and o.plan_id < p.plan_id
                and o.kind = 'sync' and o.hash <> p.hash
                and exists (select from plan_slice c where c.district_id = $1 and c.plan_id = o.plan_id)
              order by o.plan_id desc limit 1) as previous
       from plan p left join snapshot n on n.district_id = p.district_id and n.snapshot_id = p.snapshot_id
      where p.district_id = $1 and p.plan_id = $2`,
    [districtId, planId],
  );
  const mine = (schoolId: number): boolean => schoolIds === null || schoolIds.includes(schoolId);
  const slices = await readSlices(tx, districtId, planId, schoolIds);
  return {
    ...{ plan, slices, heldAs: schoolIds === null ? (more?.held_as ?? null) : null },
    ...{ declined: more?.declined ?? null, snapshotTakenAt: more?.taken_at ?? null },
    schools: (await readPlanSchools(tx, districtId, planId)).filter(({ schoolId }) => mine(schoolId)),
    runs: await readRuns(tx, districtId, planId, schoolIds),
    words: await readWaitingWords(tx, districtId, planId, schoolIds),
    base: schoolIds === null ? activeBefore(more?.counts ?? {}) : baseOf(slices),
    newer: more?.newer ?? null,
    previous: more?.previous ?? null,
  };
}

function readSlices(
  tx: Reader,
  districtId: number,
  planId: number,
  schoolIds: readonly number[] | null,
): Promise<PlanSlice[]> {
  return tx.query<PlanSlice & Record<string, unknown>>(
    `select slice, type, kind, school_id as "schoolId", part, changes, base, verdict, gates, applied_in_run as "appliedInRun"
       from plan_slice
      where district_id = $1 and plan_id = $2 and ($3::bigint[] is null or school_id = any ($3::bigint[])) order by slice`,
    [districtId, planId, schoolIds],
  );
}

function readRuns(
  tx: Reader,
  districtId: number,
  planId: number,
  schoolIds: readonly number[] | null,
): Promise<PlanRun[]> {
  return tx.query<PlanRun>(
    `select r.run_id as run, r.outcome, r.operator, max(s.applied_at) as at, max(s.approved_by) as "approvedBy",
            max(s.approved_for) as "approvedFor", sum(s.changes) as changes,
            r.state = 'finished' and not coalesce(r.result, '{}') ? 'fault' as "isProven"
       from plan_slice s join run r on r.district_id = s.district_id and r.run_id = s.applied_in_run
      where s.district_id = $1 and s.plan_id = $2 and ($3::bigint[] is null or s.school_id = any ($3::bigint[]))
      group by r.run_id, r.outcome, r.operator, r.state, r.result order by r.run_id`,
    [districtId, planId, schoolIds],
  );
}

function readWaitingWords(
  tx: Reader,
  districtId: number,
  planId: number,
  schoolIds: readonly number[] | null,
): Promise<PlanWord[]> {
  return tx.query<PlanWord>(
    `select w.said_by as by, w.reason, to_char(w.said_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at,
            sum(s.changes) as changes
       from plan p
       join plan_word w on w.district_id = p.district_id and w.hash = p.hash
       join plan_slice s on s.district_id = p.district_id and s.plan_id = p.plan_id and s.slice = any (w.slices)
      where p.district_id = $1 and p.plan_id = $2 and s.applied_in_run is null and s.verdict = 'hold'
        and p.state in ('sealed', 'partly_applied') and ($3::bigint[] is null or s.school_id = any ($3::bigint[]))
      group by w.ordinal, w.said_by, w.reason, w.said_at order by w.ordinal`,
    [districtId, planId, schoolIds],
  );
}

/** Of some schools: those of their slices. A school in which nothing of a type changes is not counted. */
function baseOf(slices: readonly PlanSlice[]): Readonly<Record<string, number>> {
  const base: Record<string, number> = {};
  const seen = new Set<string>();
  for (const slice of slices) {
    const name = `${slice.type}/${slice.schoolId}`;
    if (seen.has(name)) continue;
    seen.add(name);
    base[slice.type] = (base[slice.type] ?? 0) + slice.base;
  }
  return base;
}
