import type { Reader } from "../../database/database.ts";

/** A plan as a list shows it. */
export interface ListedPlan extends Record<string, unknown> {
  readonly planId: number;
  readonly hash: string;
  readonly kind: "sync" | "undo" | "manual";
  readonly state: "sealed" | "shown" | "applied" | "partly_applied" | "superseded" | "declined";
  /** The roster has moved on since: it is refused, and the next sync plans anew. */
  readonly isStale: boolean;
  readonly source: string | null;
  readonly run: number;
  readonly undoesRun: number | null;
  readonly sealedAt: string;
  /** Nothing would change, at no school. */
  readonly isEmpty: boolean;
  readonly changes: number;
  readonly applied: number;
  /** Of what nobody has applied: held by a gate, and let go. */
  readonly held: number;
  readonly go: number;
}

/** Somebody has to decide: sealed or in part applied, and not overtaken. */
const waits =
  "(p.state in ('sealed', 'partly_applied') and coalesce(p.applied_version, p.basis_version) = d.version)";

const selectPlans = (where: string): string => `
  select p.plan_id as "planId", p.hash, p.kind, p.state, p.run_id as run, p.undoes_run_id as "undoesRun",
         p.sealed_at as "sealedAt", s.name as source,
         p.state in ('sealed', 'partly_applied') and not ${waits} as "isStale",
         not exists (select from plan_slice e where e.district_id = p.district_id and e.plan_id = p.plan_id) as "isEmpty",
         n.changes, n.applied, n.held, n.go
    from plan p
    join district d on d.district_id = p.district_id
    left join source s on s.district_id = p.district_id and s.source_id = p.source_id
   cross join lateral (
     select coalesce(sum(c.changes), 0) as changes,
            coalesce(sum(c.changes) filter (where c.applied_in_run is not null), 0) as applied,
            coalesce(sum(c.changes) filter (where c.applied_in_run is null and c.verdict = 'hold'), 0) as held,
            coalesce(sum(c.changes) filter (where c.applied_in_run is null and c.verdict = 'go'), 0) as go
       from plan_slice c where c.district_id = p.district_id and c.plan_id = p.plan_id
        and ($2::bigint[] is null or c.school_id = any ($2::bigint[]))) n
   where p.district_id = $1 and ${where}`;

/**
 * Plans that people may want to see: those in which something would change, and for whoever sees the whole district ($2
 * null) those that are held as a whole though nothing would: their files wait for a word. Edits by hand are in the history.
 */
const worthSeeing = `p.kind <> 'manual' and (
  exists (select from plan_slice c where c.district_id = $1 and c.plan_id = p.plan_id)
  or $2::bigint[] is null and p.kind = 'sync' and exists (
       select from run r where r.district_id = $1 and r.run_id = p.run_id and r.outcome = 'held'))`;

/** The plans of a district: those that wait first, then the newest. @param after the number the page before ended with */
export async function listPlans(
  tx: Reader,
  districtId: number,
  page: {
    readonly schoolIds: readonly number[] | null;
    readonly after: number | undefined;
    readonly limit: number;
  },
): Promise<{ readonly items: readonly ListedPlan[]; readonly total: number }> {
  const items = await tx.query<ListedPlan>(
    `${selectPlans(`${worthSeeing} and ($3::int is null or p.plan_id < $3)`)} order by p.plan_id desc limit $4`,
    [districtId, page.schoolIds, page.after ?? null, page.limit],
  );
  const [row] = await tx.query<{ total: number }>(
    `select count(*) as total from plan p where p.district_id = $1 and ${worthSeeing}`,
    [districtId, page.schoolIds],
  );
  return { items, total: row?.total ?? 0 };
}

/** The plans that wait for a person, the newest first. */
export function listWaitingPlans(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | null,
): Promise<ListedPlan[]> {
  return tx.query<ListedPlan>(`${selectPlans(`${waits} and ${worthSeeing}`)} order by p.plan_id desc`, [
    districtId,
    schoolIds,
  ]);
}

export async function readListedPlan(
  tx: Reader,
  districtId: number,
  planId: number,
  schoolIds: readonly number[] | null,
): Promise<ListedPlan> {
  const [plan] = await tx.query<ListedPlan>(selectPlans("p.plan_id = $3"), [districtId, schoolIds, planId]);
  if (plan === undefined) throw new Error("a plan that was found is there");
  return plan;
}
