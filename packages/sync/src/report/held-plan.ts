import { type GateCode, gateCodes } from "@muster/rules/gate/gate-codes.ts";
import type { Gate } from "@muster/rules/gate/verdict.ts";
import type { HeldPlan } from "@muster/rules/report/home/home-facts.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import type { Reader } from "../database/database.ts";

interface HeldRow extends Record<string, unknown> {
  readonly plan_id: number;
  readonly hash: string;
  readonly run: number;
  readonly source: string | null;
  readonly kind: string;
  readonly since: string;
  readonly result: unknown;
}

/**
 * Of each source the newest plan of which something waits for a person and still may be applied, the newest first. What
 * the directory has left behind waits for nobody.
 *
 * @param schoolIds what waits at these schools alone; undefined: at all
 */
export async function readHeldPlans(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<readonly HeldPlan[]> {
  const rows = await tx.query<HeldRow>(
    `select * from (
       select distinct on (p.source_id) p.plan_id, p.hash, r.run_id as run, r.kind, p.sealed_at as since, r.result,
              s.name as source
         from plan p join district d on d.district_id = p.district_id
         join run r on r.district_id = p.district_id and r.run_id = p.run_id
         left join source s on s.district_id = p.district_id and s.source_id = p.source_id
        where p.district_id = $1 and p.state in ('sealed', 'partly_applied') and p.kind = 'sync'
          and coalesce(p.applied_version, p.basis_version) = d.version and r.state = 'finished'
          and r.outcome in ('held', 'partly_applied')
        order by p.source_id, p.plan_id desc) newest
      order by plan_id desc`,
    [districtId],
  );
  const held: HeldPlan[] = [];
  for (const row of rows) {
    const plan = await heldPlan(tx, districtId, schoolIds, row);
    if (plan !== undefined) held.push(plan);
  }
  return held;
}

/** Undefined where nothing of it waits at these schools. */
async function heldPlan(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
  row: HeldRow,
): Promise<HeldPlan | undefined> {
  const parts = await readParts(tx, [districtId, row.plan_id, schoolIds ?? null]);
  const changes = parts.waiting.reduce((sum, part) => sum + part.changes, 0);
  const gates = wholeGates(row.result);
  if (changes === 0 && (gates.length === 0 || schoolIds !== undefined)) return undefined;
  return {
    ...{ plan: shortHash(row.hash), run: row.run, since: row.since, changes },
    ...{ applied: parts.applied, parts: parts.waiting, wholeGates: gates, source: row.source ?? undefined },
    isPlanOnly: row.kind === "plan" && parts.waiting.every(({ isCause }) => !isCause) && gates.length === 0,
  };
}

type PartRow = HeldPlan["parts"][number] & Record<string, unknown>;

async function readParts(
  tx: Reader,
  values: readonly unknown[],
): Promise<{ readonly waiting: HeldPlan["parts"]; readonly applied: number }> {
  const waiting = await tx.query<PartRow>(
    `select s.type, s.kind, sum(s.changes) as changes,
            case when count(distinct s.school_id) = 1 then coalesce(min(h.name), '') else '' end as school,
            bool_or(exists (select from jsonb_array_elements(s.gates) g where g->>'code' <> 'gate.depends.held')) as "isCause"
       from plan_slice s left join school h on h.district_id = s.district_id and h.school_id = s.school_id
      where s.district_id = $1 and s.plan_id = $2 and s.applied_in_run is null
        and ($3::bigint[] is null or s.school_id = any ($3::bigint[]))
      group by 1, 2`,
    values,
  );
  const [done] = await tx.query<{ applied: number }>(
    `select coalesce(sum(changes), 0) as applied from plan_slice s
      where s.district_id = $1 and s.plan_id = $2 and s.applied_in_run is not null
        and ($3::bigint[] is null or s.school_id = any ($3::bigint[]))`,
    values,
  );
  return { waiting, applied: done?.applied ?? 0 };
}

const kindOfGate: ReadonlyMap<string, string> = new Map(Object.entries(gateCodes));

/**
 * What holds a run as a whole: such a gate belongs to no slice, so it stands in what the run answered when it ended. That
 * is JSON of ours, perhaps of an older Muster: what is not known is passed over.
 */
export function wholeGates(result: unknown): readonly Gate[] {
  const { gates } = fields(result);
  if (!Array.isArray(gates)) return [];
  return gates.map(fields).flatMap(({ code, slice, observed, limit, facts }) => {
    if (!isWhole(code) || fields(slice).type !== undefined) return [];
    return [
      { code, slice: undefined, observed: Number(observed), limit: Number(limit), facts: plain(facts) },
    ];
  });
}

function isWhole(code: unknown): code is GateCode {
  return typeof code === "string" && kindOfGate.get(code) === "plan";
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function plain(facts: unknown): Gate["facts"] {
  return Object.fromEntries(
    Object.entries(fields(facts)).filter(
      (fact): fact is [string, string | number] => typeof fact[1] === "string" || typeof fact[1] === "number",
    ),
  );
}
