import { gateCodes } from "@muster/rules/gate/gate-codes.ts";
import { counted } from "@muster/rules/report/number-words.ts";
import type { CheckItemId, CountedItem } from "@muster/rules/report/self-check/judge-items.ts";
import type { SourceSetUp } from "../../connection/connections.ts";
import type { Reader } from "../../database/database.ts";
import type { NewestRoster } from "./newest-roster.ts";

interface SliceSum extends Record<string, unknown> {
  readonly type: string;
  readonly kind: string;
  readonly verdict: string;
  readonly changes: number;
  readonly codes: readonly string[] | null;
}

/** The items about what the newest roster led to: the plan, what its gates hold, rows left out, proofs. */
export async function countPlan(
  tx: Reader,
  source: SourceSetUp,
  roster: NewestRoster,
): Promise<Partial<Record<CheckItemId, CountedItem>>> {
  const { districtId } = source;
  const slices = await tx.query<SliceSum>(
    `select s.type, s.kind, s.verdict, sum(s.changes)::int as changes,
            (select array_agg(distinct g ->> 'code') from plan_slice h, jsonb_array_elements(h.gates) g
              where h.district_id = $1 and h.plan_id = $2 and h.type = s.type and h.kind = s.kind and h.verdict = s.verdict) as codes
       from plan_slice s where s.district_id = $1 and s.plan_id = $2 and s.applied_in_run is null
      group by s.type, s.kind, s.verdict order by s.type, s.kind`,
    [districtId, roster.planId ?? 0],
  );
  const facts = { source: source.sourceId, run: roster.runId };
  const all = sum(slices);
  const removals = slices.filter(({ kind }) => kind === "removal");
  const held = slices.filter(({ verdict }) => verdict === "hold");
  const codes = [
    ...new Set([...held.flatMap((one) => one.codes ?? []), ...(await wholeGates(tx, source, roster))]),
  ];
  const isWhole = sum(held) === all && codes.some((code) => isPlanGate(code)) ? 1 : 0;
  const removed = removals.map(({ type, changes }) => counted(changes, type)).join(", ");
  return {
    "plan.records.removed": { count: sum(removals), of: all, facts: { ...facts, removed }, examples: [] },
    "plan.changes.held": {
      ...{ count: sum(held), of: all, examples: [] },
      facts: { ...facts, gates: codes.join(", "), isWhole },
    },
    "roster.rows.left-out": await countLeftOut(tx, source, roster),
    "roster.proof.missing": await countProofs(tx, source, roster),
  };
}

const sum = (slices: readonly SliceSum[]): number => slices.reduce((all, { changes }) => all + changes, 0);

function isPlanGate(code: string): boolean {
  return Object.entries(gateCodes).some(([name, holds]) => name === code && holds === "plan");
}

/** Gates that hold the whole plan hang on no slice; what the run answered tells them. */
async function wholeGates(
  tx: Reader,
  { districtId }: SourceSetUp,
  { runId }: NewestRoster,
): Promise<readonly string[]> {
  const rows = await tx.query<{ code: string }>(
    `select distinct g ->> 'code' as code from run r, jsonb_array_elements(coalesce(r.result -> 'gates', '[]')) g
      where r.district_id = $1 and r.run_id = $2 and g ->> 'verdict' is distinct from 'go' and g ->> 'code' is not null`,
    [districtId, runId],
  );
  return rows.map(({ code }) => code).filter(isPlanGate);
}

async function countLeftOut(
  tx: Reader,
  { districtId, sourceId }: SourceSetUp,
  { runId }: NewestRoster,
): Promise<CountedItem> {
  const [row] = await tx.query<{ count: number; examples: CountedItem["examples"] }>(
    `with found as (select file, line, sourced_id from finding where district_id = $1 and run_id = $2 and severity = 'error'
                     order by ordinal)
     select (select count(*) from found) as count,
            coalesce((select jsonb_agg(jsonb_build_object('sourcedId', f.sourced_id, 'file', f.file, 'line', f.line, 'record', null))
                        from (select * from found limit 5) f), '[]') as examples`,
    [districtId, runId],
  );
  const facts = { source: sourceId, run: runId };
  return { count: row?.count ?? 0, of: 0, facts, examples: row?.examples ?? [] };
}

/** What the newest fetch proved of each file or collection; files given by hand have no proof and need none. */
async function countProofs(
  tx: Reader,
  { districtId, sourceId, kind }: SourceSetUp,
  roster: NewestRoster,
): Promise<CountedItem> {
  const [row] = await tx.query<{ proved: number; weak: number }>(
    `select count(*) as proved, count(*) filter (where not strong) as weak
       from (select p ->> 'of' as name, bool_or(p ->> 'by' in ('total', 'checksum', 'end')) as strong
               from arrival a, jsonb_array_elements(a.proofs) p
              where a.district_id = $1 and a.source_id = $2
                and a.arrival_id = (select max(arrival_id) from arrival where district_id = $1 and source_id = $2 and state = 'fetched')
              group by 1) by_file`,
    [districtId, sourceId],
  );
  const proved = row?.proved ?? 0;
  const missing = proved > 0 || kind === "upload" ? 0 : roster.files;
  return {
    ...{
      count: missing,
      of: kind === "upload" ? 0 : Math.max(proved, roster.files * Math.sign(missing)),
      examples: [],
    },
    facts: { source: sourceId, weak: row?.weak ?? 0 },
  };
}
