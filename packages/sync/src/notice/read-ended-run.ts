import type { Outcome } from "@muster/rules/model/outcome.ts";
import type { EndedFault } from "@muster/rules/report/notice/fault-cause.ts";
import type { EndedFinding, EndedGate, EndedRun } from "@muster/rules/report/notice/judge-run-end.ts";
import type { Reader } from "../database/database.ts";
import { readToConfirm } from "../directory/plan/read-to-confirm.ts";

/** A run as its row tells it. */
export interface FoundRun {
  readonly ended: EndedRun;
  readonly sourceId: number | undefined;
  /** Enabled sources of guardians that join this one. */
  readonly joined: readonly number[];
  /** Those of them that brought nothing, with the code of why. */
  readonly missing: ReadonlyMap<number, string>;
}

/** Sources whose files may lie there unchanged: only other bytes than before are news. From others a full answer is. */
const fileKinds = ["upload", "folder", "sftp", "drop"];

interface RunRow extends Record<string, unknown> {
  readonly kind: EndedRun["kind"];
  readonly outcome: Outcome | null;
  readonly sourceId: number | null;
  readonly hasNews: boolean;
  readonly planHash: string | null;
  readonly isSecondWanted: boolean;
  readonly joined: number[];
  readonly result: unknown;
}

/** @returns undefined where the run has not ended or is not there */
export async function readEndedRun(
  tx: Reader,
  run: { readonly districtId: number; readonly runId: number },
  at: string,
): Promise<FoundRun | undefined> {
  const [row] = await tx.query<RunRow>(
    `select r.kind, r.outcome, r.source_id as "sourceId", r.result, p.hash as "planHash",
            exists (select from plan_word w join plan_slice z on z.district_id = w.district_id and z.slice = any (w.slices)
                     where w.district_id = r.district_id and w.hash = p.hash and z.plan_id = p.plan_id
                       and z.applied_in_run is null) as "isSecondWanted",
            not coalesce(s.kind = any ($3), true) or r.snapshot_id is not null and n.content_hash is distinct from (
              select b.content_hash from snapshot b
               where b.district_id = r.district_id and b.source_id = n.source_id and b.snapshot_id < n.snapshot_id
               order by b.snapshot_id desc limit 1) as "hasNews",
            array(select j.source_id from source j where j.district_id = r.district_id
                     and j.joins_source_id = r.source_id and j.state = 'enabled' order by 1) as joined
       from run r
       left join source s on s.district_id = r.district_id and s.source_id = r.source_id
       left join plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
       left join snapshot n on n.district_id = r.district_id and n.snapshot_id = r.snapshot_id
      where r.district_id = $1 and r.run_id = $2 and r.state = 'finished'`,
    [run.districtId, run.runId, fileKinds],
  );
  if (row === undefined || row.outcome === null) return undefined;
  const { kind, outcome, hasNews, planHash, joined } = row;
  const told = fields(row.result);
  const isCutOff = outcome !== "failed" && fields(told.fault).code === "run.process.died";
  const result = isCutOff ? { ...told, ...(await readCutOff(tx, run)) } : told;
  const findings = list(fields(result.findings).first).map(fields);
  const gates = list(result.gates).map((gate) => gateOf(fields(gate)));
  // Where a list was kept from us nothing was read: that is no news, and nobody asked the sources of guardians.
  const isUnread = gates.some(({ code }) => code === "gate.collection.missing");
  return {
    sourceId: row.sourceId ?? undefined,
    joined: isUnread ? [] : joined,
    missing: missingGuardians(findings),
    ended: {
      ...{ run: run.runId, kind, outcome, at, hasNews: hasNews && !isUnread },
      ...{ applied: count(result.applied), held: count(result.held), planHash: planHash ?? "" },
      ...{ isSecondWanted: row.isSecondWanted, toConfirm: await readTyped(tx, run, row) },
      gates,
      blocking: findings.filter(({ severity }) => severity === "blocking").map(findingOf),
      fault: result.fault === undefined ? undefined : faultOf(fields(result.fault)),
    },
  };
}

/** Only of what waits somebody has to type anything. */
async function readTyped(
  tx: Reader,
  { districtId }: { readonly districtId: number },
  { outcome, planHash }: RunRow,
): Promise<number | undefined> {
  const isWaiting = outcome === "held" || outcome === "partly_applied";
  return isWaiting && planHash !== null ? readToConfirm(tx, districtId, planHash) : undefined;
}

/**
 * What a run had done when its process died before it could say so: its plan knows. The next run finds the same held,
 * and whoever is told must not hear of it twice under two names.
 */
async function readCutOff(
  tx: Reader,
  { districtId, runId }: { readonly districtId: number; readonly runId: number },
): Promise<Fields> {
  const [row] = await tx.query<{ applied: number; held: number; gates: unknown }>(
    `select coalesce(sum(p.changes) filter (where p.applied_in_run = $2), 0)::integer as applied,
            coalesce(sum(p.changes) filter (where p.applied_in_run is null), 0)::integer as held,
            coalesce(jsonb_agg(p.gates) filter (where p.applied_in_run is null and p.verdict = 'hold'), '[]') as gates
       from run r
       join lateral (
         select s.changes, s.applied_in_run, s.verdict, (
                  select coalesce(jsonb_agg(g || jsonb_build_object('slice', jsonb_build_object('type', s.type, 'kind', s.kind))), '[]')
                    from jsonb_array_elements(s.gates) g) as gates
           from plan_slice s where s.district_id = r.district_id and s.plan_id = r.plan_id) p on true
      where r.district_id = $1 and r.run_id = $2`,
    [districtId, runId],
  );
  return { applied: row?.applied, held: row?.held, gates: list(row?.gates).flatMap(list) };
}

function missingGuardians(findings: readonly Fields[]): ReadonlyMap<number, string> {
  const failed = findings.filter(({ code }) => code === "guardian.source.failed");
  return new Map(failed.map(({ facts }) => [count(fields(facts).source), text(fields(facts).code)]));
}

function gateOf(gate: Fields): EndedGate {
  const slice = fields(gate.slice);
  return {
    ...{ code: text(gate.code), observed: count(gate.observed), limit: count(gate.limit) },
    ...{ type: text(slice.type), change: text(slice.kind), facts: factsOf(gate.facts) },
  };
}

function findingOf(finding: Fields): EndedFinding {
  const { code, file, column, facts } = finding;
  return { code: text(code), file: text(file), column: text(column), facts: factsOf(facts) };
}

function faultOf({ code, retry, facts }: Fields): EndedFault {
  const known = (["never", "later", "now"] as const).find((one) => one === retry);
  return { code: text(code), retry: known ?? "never", facts: factsOf(facts) };
}

/** What a run answered when it ended is JSON of our own; read with care all the same, for it may be years old. */
type Fields = Readonly<Record<string, unknown>>;

function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function count(value: unknown): number {
  return typeof value === "number" ? value : 0;
}

function factsOf(value: unknown): EndedGate["facts"] {
  return Object.fromEntries(
    Object.entries(fields(value)).filter(
      (entry): entry is [string, string | number | boolean | null] =>
        entry[1] === null || ["string", "number", "boolean"].includes(typeof entry[1]),
    ),
  );
}
