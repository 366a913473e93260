import type { Finding } from "@muster/rules/check/finding.ts";
import { namingCodes, type OpenGroup } from "@muster/rules/report/root-cause.ts";
import type { FileSizes } from "@muster/rules/report/root-cause-words.ts";
import type { Reader } from "../../database/database.ts";
import { type FindingRow, findingFromRow } from "./finding-row.ts";
import { judgedRuns, openFindings } from "./open-findings.ts";
import { rowFindingCodes } from "./row-finding-codes.ts";

/** The open findings of one code in one file of one source. Instants are ISO. */
export interface ProblemGroup extends OpenGroup {
  readonly sourceName: string;
  /** The first sync in a row of syncs that all told it. */
  readonly sinceRun: number;
  readonly since: string;
  /** The newest one that told it. */
  readonly run: number;
}

/** What the newest look at the files of a district saw. */
export interface LastLook {
  readonly run: number;
  readonly at: string;
  /** Rows of the files as they are now. */
  readonly rows: number;
}

interface GroupRow extends Record<string, unknown> {
  readonly source: number;
  readonly sourceName: string;
  readonly count: number;
  readonly names: number;
  readonly examples: readonly string[] | null;
  readonly run: number;
  readonly sinceRun: number;
  readonly since: string;
  readonly first: FindingRow;
}

const namedRecord = `coalesce(${[
  ...["classSourcedId", "userSourcedId", "schoolSourcedId", "orgSourcedId", "termSourcedId"],
  ...["courseSourcedId", "studentSourcedId", "agentSourcedId", "parentSourcedId"],
]
  .map((name) => `o.facts->>'${name}'`)
  .join(", ")})`;

/**
 * The open findings of a district by source, code and file.
 *
 * @param schoolIds only what can be tied to these schools; undefined: all of it
 */
export async function readProblemGroups(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<readonly ProblemGroup[]> {
  const rows = await tx.query<GroupRow>(
    `${await openFindings(tx, districtId)},
     grouped as (
       select source_id, code, file, min(severity) as severity, count(*) as count, max(run_id) as run,
              min(run_id) as first_run, min((2147483647 - run_id::bigint) * 4294967296 + ordinal) as place
         from open group by source_id, code, file),
     named as (
       select source_id, code, file, count(*) as names, (array_agg(id order by id))[1:5] as examples
         from (select distinct source_id, code, file, ${namedRecord} as id from open o
                where code = any ($4::text[])) n
        where id is not null group by source_id, code, file)
     select g.source_id as source, s.name as "sourceName", g.count, coalesce(n.names, 0) as names, n.examples, g.run,
            to_jsonb(f) as first,
            since.run_id as "sinceRun", since.started_at as since
       from grouped g
       join source s on s.district_id = $1 and s.source_id = g.source_id
       join finding f on f.district_id = $1 and f.run_id = 2147483647 - (g.place / 4294967296)::int
        and f.ordinal = (g.place % 4294967296)::int
       left join named n on n.source_id = g.source_id and n.code = g.code and n.file = g.file
       join lateral (
         select j.run_id, j.started_at from judged j
          where j.source_id = g.source_id and j.run_id <= g.run
            and j.run_id >= least(g.first_run, coalesce((
                  select min(f.run_id) from finding f
                   where f.district_id = $1 and f.code = g.code and f.run_id in (
                           select i.run_id from judged i where i.source_id = g.source_id)
                     and f.run_id > coalesce((
                           select max(p.run_id) from judged p
                            where p.source_id = g.source_id and p.run_id < g.run
                              and (p.outcome <> 'rejected_input' or g.severity = 'blocking')
                              and not exists (select from finding x where x.district_id = $1 and x.code = g.code
                                                 and x.run_id = p.run_id)), 0)), g.first_run))
          order by j.run_id limit 1) since on true`,
    [districtId, schoolIds ?? null, rowFindingCodes, namingCodes],
  );
  return rows.map(({ examples, first, ...row }) => {
    const finding: Finding = findingFromRow(first);
    return { ...row, code: finding.code, first: finding, examples: examples ?? [] };
  });
}

/** How many rows each file has now and had in the files that were taken in before. */
export function readFileSizes(tx: Reader, districtId: number): Promise<FileSizes[]> {
  return tx.query<FileSizes & Record<string, unknown>>(
    `with ${judgedRuns}
     select j.source_id as source, t.key as table, (t.value->>'received')::bigint as now,
            (b.tables->t.key->>'received')::bigint as before
       from judged j
       cross join lateral jsonb_each(j.tables) t
       join lateral (select p.tables from judged p where p.source_id = j.source_id and p.is_accepted
                        and p.run_id < j.run_id order by p.run_id desc limit 1) b on true
      where j.nth_alike = 1 and j.outcome <> 'rejected_input'
        and t.value->>'mode' = 'bulk' and b.tables->t.key->>'mode' = 'bulk'`,
    [districtId],
  );
}

/** The newest sync that ended, and how many rows the files have that the sources sent last; undefined before any. */
export async function readLastLook(tx: Reader, districtId: number): Promise<LastLook | undefined> {
  const [row] = await tx.query<LastLook & Record<string, unknown>>(
    `with ${judgedRuns}
     select r.run_id as run, r.ended_at as at,
            coalesce((select sum((t.value->>'received')::bigint)
                        from judged j cross join lateral jsonb_each(j.tables) t
                       where j.nth_alike = 1 and j.outcome <> 'rejected_input'), 0)::bigint as rows
       from run r
      where r.district_id = $1 and r.source_id is not null and r.kind in ('sync', 'plan') and r.state = 'finished'
        and r.outcome not in ('failed', 'cancelled')
      order by r.run_id desc limit 1`,
    [districtId],
  );
  return row;
}
