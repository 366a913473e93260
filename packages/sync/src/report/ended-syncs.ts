import type { Finding } from "@muster/rules/check/finding.ts";
import type { EndedSync, HomeFacts, LocalTime } from "@muster/rules/report/home/home-facts.ts";
import type { Reader } from "../database/database.ts";
import { type FindingRow, findingFromRow } from "./problems/finding-row.ts";

interface EndedRow extends Record<string, unknown> {
  readonly run: number;
  readonly source: string | null;
  readonly outcome: EndedSync["outcome"];
  readonly at: string;
  readonly applied: number;
  readonly takenBack: number;
  readonly declined: number;
  readonly passed: number;
}

/** What came of the plan of a run r, as SQL. What still waits for somebody is told before all of this (homeState). */
const came = {
  applied: `coalesce((select sum(s.changes) from plan_slice s
             join run a on a.district_id = $1 and a.run_id = s.applied_in_run and a.outcome is distinct from 'undone'
            where s.district_id = $1 and s.plan_id = r.plan_id), 0)`,
  takenBack: `coalesce((select sum(c.changes) from plan u
               join plan_slice c on c.district_id = $1 and c.plan_id = u.plan_id and c.applied_in_run is not null
              where u.district_id = $1 and u.undoes_run_id in (
                select applied_in_run from plan_slice where district_id = $1 and plan_id = r.plan_id)), 0)`,
  rest: (condition: string) => `coalesce((select sum(s.changes) from plan_slice s
          where s.district_id = $1 and s.plan_id = r.plan_id and s.applied_in_run is null and ${condition}), 0)`,
} as const;
const isPassed =
  "p.state in ('sealed', 'partly_applied') and coalesce(p.applied_version, p.basis_version) <> d.version";

const isEnded = "x.kind in ('sync', 'plan') and x.state = 'finished'";

/** The newest of a district, and of each source that runs by itself. What somebody brought once asks for nothing later. */
const newest = `
  select max(x.run_id) from run x where x.district_id = $1 and ${isEnded}
  union select l.run_id from source s
   cross join lateral (select x.run_id from run x where x.district_id = $1 and x.source_id = s.source_id and ${isEnded}
                        order by x.run_id desc limit 1) l
   where s.district_id = $1 and s.state = 'enabled' and s.kind <> 'upload'`;
const newestGood = `
  select max(x.run_id) from run x
   where x.district_id = $1 and x.kind = 'sync' and x.state = 'finished'
     and x.outcome in ('applied', 'no_changes', 'partly_applied', 'undone')`;

/** The newest sync that ended, of every other source its newest, and the newest that ended well. */
export async function readEndedSyncs(
  tx: Reader,
  districtId: number,
  local: (at: string) => LocalTime,
): Promise<Pick<HomeFacts, "last" | "others" | "lastGood">> {
  const [last, ...others] = await readRuns(tx, districtId, newest, local);
  const [lastGood] = await readRuns(tx, districtId, newestGood, local);
  // Whose it was is said where there is another to take it for.
  if (others.length === 0)
    return { last: last && unnamed(last), others, lastGood: lastGood && unnamed(lastGood) };
  return { last, others, lastGood };
}

function unnamed(ended: EndedSync): EndedSync {
  return { ...ended, source: undefined };
}

async function readRuns(
  tx: Reader,
  districtId: number,
  which: string,
  local: (at: string) => LocalTime,
): Promise<readonly EndedSync[]> {
  const rows = await tx.query<EndedRow>(
    `select r.run_id as run, r.outcome, r.ended_at as at, s.name as source,
            ${came.applied} as applied, ${came.takenBack} as "takenBack",
            ${came.rest("p.state = 'declined'")} as declined, ${came.rest(isPassed)} as passed
       from run r join district d on d.district_id = r.district_id
       left join source s on s.district_id = $1 and s.source_id = r.source_id
       left join plan p on p.district_id = $1 and p.plan_id = r.plan_id
      where r.district_id = $1 and r.run_id in (${which}) order by r.run_id desc`,
    [districtId],
  );
  const ended: EndedSync[] = [];
  for (const row of rows) {
    const isRefused = row.outcome === "rejected_input";
    ended.push({
      ...{ ...row, source: row.source ?? undefined, at: local(row.at) },
      worst: isRefused ? await readWorst(tx, districtId, row.run) : undefined,
    });
  }
  return ended;
}

async function readWorst(tx: Reader, districtId: number, runId: number): Promise<Finding | undefined> {
  const [row] = await tx.query<FindingRow & Record<string, unknown>>(
    `select code, severity, file, line, record, column_name, sourced_id, facts
       from finding where district_id = $1 and run_id = $2 and severity in ('blocking', 'error')
      order by severity, ordinal limit 1`,
    [districtId, runId],
  );
  return row === undefined ? undefined : findingFromRow(row);
}
