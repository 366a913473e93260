import type { RecordType } from "@muster/rules/model/entities.ts";
import type { SourceId } from "@muster/rules/model/ids.ts";
import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { Chosen } from "./chosen.ts";
import { writeClassrooms } from "./write-classrooms.ts";
import { writeGuardianships } from "./write-guardianships.ts";
import { writeLinks } from "./write-links.ts";
import { writeMemberships } from "./write-memberships.ts";
import { writePeople } from "./write-people.ts";
import { writeSchools } from "./write-schools.ts";

/** Which slices of a sealed plan are applied by which run. */
export interface Application {
  readonly districtId: number;
  readonly planId: number;
  readonly runId: number;
  /** The claim of the district that this run holds; a newer claim makes this one void. */
  readonly fencing: number;
  /** `go`: what the gates let through. `all`: that and what a person approves now. Or the slices of these numbers. */
  readonly slices: "go" | "all" | readonly number[];
  readonly approval: { readonly by: string; readonly reason: string } | undefined;
  readonly at: string;
}

/**
 * Applies the chosen slices of a plan, wholly or not at all, inside the caller's transaction. It obeys the plan:
 * it reads no settings, asks no source and decides nothing.
 *
 * @throws Fault `plan.basis.stale` the directory has moved on since the plan was made
 * @throws Fault `plan.record.conflict` a record is not at the version the plan saw
 * @throws Fault `run.claim.lost` another process has taken over this run
 * @returns how many changes were applied
 */
export async function applyPlan(tx: Transaction, application: Application): Promise<number> {
  await checkClaim(tx, application);
  const plan = await claimVersion(tx, application);
  const { districtId, planId } = application;
  const chosen: Chosen = { districtId, planId, ...plan, ...(await markSlices(tx, application)) };
  for (const { types, write } of writers)
    if (types.some((type) => chosen.changes.has(type))) await write(tx, chosen);
  await countRecords(tx, application);
  await noteOutcome(tx, application);
  return [...chosen.changes.values()].reduce((sum, count) => sum + count, 0);
}

/** Who writes which types, in the order of `recordTypes`: whatever a record points to is there before it. */
const writers: readonly {
  readonly types: readonly RecordType[];
  readonly write: (tx: Transaction, chosen: Chosen) => Promise<void>;
}[] = [
  { types: ["school"], write: writeSchools },
  { types: ["link"], write: writeLinks },
  { types: ["classroom"], write: writeClassrooms },
  { types: ["staff", "student", "guardian"], write: writePeople },
  { types: ["membership"], write: writeMemberships },
  { types: ["guardianship"], write: writeGuardianships },
];

/** The newest claim of a district alone may commit (fencing): whoever was thought dead and wakes up is refused. */
async function checkClaim(tx: Transaction, application: Application): Promise<void> {
  const rows = await tx.query(
    "select 1 from counter where district_id = $1 and name = 'fencing' and value = $2 for share",
    [application.districtId, application.fencing],
  );
  if (rows.length === 0)
    throw new Fault("run.claim.lost", "never", "another process has taken over this district's run", {
      run: application.runId,
    });
}

/**
 * Takes the directory from the version the plan was made for to the next. The rest of a plan of which a part was
 * applied may follow as long as nothing else was. Where all of it is held nothing moves: the directory is as it was,
 * and the same files make the same plan again.
 */
async function claimVersion(
  tx: Transaction,
  application: Application,
): Promise<{ sourceId: SourceId | null }> {
  const [plan] = await tx.query<{ source_id: SourceId | null }>(
    `update district d
        set version = d.version + go.moves, next_id = greatest(d.next_id, go.moves * p.next_id)
       from plan p, lateral (
         select exists (select from plan_slice s where s.district_id = $1 and s.plan_id = p.plan_id
                           and s.applied_in_run is null and ${isMeant("s", 3)})::int as moves) go
      where d.district_id = $1 and p.district_id = $1 and p.plan_id = $2 and p.state in ('sealed', 'shown', 'partly_applied')
        and d.version = coalesce(p.applied_version, p.basis_version)
     returning p.source_id`,
    [application.districtId, application.planId, ...meant(application)],
  );
  if (plan === undefined)
    throw new Fault("plan.basis.stale", "never", "the directory has changed since this plan was made", {
      plan: application.planId,
    });
  return { sourceId: plan.source_id };
}

/** Is a slice of the table `of` among those that are applied? Takes the parameters of `meant`, from `$first` on. */
function isMeant(of: string, first: number): string {
  return `case when $${first + 1}::int[] is null then ${of}.verdict = 'go' or $${first}::boolean
               else ${of}.slice = any ($${first + 1}::int[]) end`;
}

function meant({ slices }: Application): readonly [boolean, readonly number[] | null] {
  return [slices === "all", typeof slices === "string" ? null : slices];
}

async function markSlices(
  tx: Transaction,
  application: Application,
): Promise<Pick<Chosen, "slices" | "changes" | "rewrites">> {
  const { districtId, planId, runId, approval, at } = application;
  const rows = await tx.query<{ type: RecordType; slices: number[]; changes: number; rewrites: number }>(
    `with marked as (
       update plan_slice set applied_in_run = $3, applied_at = $4, approved_by = $5, approved_for = $6
        where district_id = $1 and plan_id = $2 and applied_in_run is null and ${isMeant("plan_slice", 7)}
       returning type, slice, changes, rewrites
     ) select type, array_agg(slice) as slices, sum(changes) as changes, sum(rewrites) as rewrites from marked group by type`,
    [
      ...[districtId, planId, runId, at, approval?.by ?? null, approval?.reason ?? null],
      ...meant(application),
    ],
  );
  await tx.query(
    `update plan p set applied_version = d.version,
            state = case when exists (select from plan_slice s where s.district_id = $1 and s.plan_id = $2
                                         and s.applied_in_run is null) then 'partly_applied' else 'applied' end
       from district d where p.district_id = $1 and p.plan_id = $2 and d.district_id = $1`,
    [districtId, planId],
  );
  return {
    slices: rows.flatMap((row) => row.slices),
    changes: new Map(rows.map((row) => [row.type, row.changes])),
    rewrites: new Map(rows.map((row) => [row.type, row.rewrites])),
  };
}

/** Whatever fails from here on, this run has applied what it has applied. */
async function noteOutcome(tx: Transaction, application: Application): Promise<void> {
  await tx.query(
    `update run r set outcome = p.state from plan p
      where r.district_id = $1 and r.run_id = $3 and p.district_id = $1 and p.plan_id = $2`,
    [application.districtId, application.planId, application.runId],
  );
}

/** The counts of active records by type and school follow what was applied. */
async function countRecords(tx: Transaction, application: Application): Promise<void> {
  await tx.query(
    `insert into slice_count as held (district_id, type, school_id, active)
     select $1, split_part(e.key, '/', 1), split_part(e.key, '/', 2)::bigint, sum(e.value::bigint)
       from plan_slice s, jsonb_each_text(s.effects) e
      where s.district_id = $1 and s.plan_id = $2 and s.applied_in_run = $3
      group by 2, 3
     on conflict (district_id, type, school_id) do update set active = held.active + excluded.active`,
    [application.districtId, application.planId, application.runId],
  );
}
