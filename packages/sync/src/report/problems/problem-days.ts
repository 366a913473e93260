import type { Finding } from "@muster/rules/check/finding.ts";
import type { Reader } from "../../database/database.ts";
import { type FindingRow, findingFromRow } from "./finding-row.ts";
import { judgedRuns } from "./open-findings.ts";

/** What the last sync of a day that read files could not use, of one code. */
export interface ProblemDay extends Record<string, unknown> {
  /** In the district's zone, `2026-11-19`. */
  readonly day: string;
  readonly code: string;
  readonly count: number;
}

/**
 * How many rows and files could not be used, by day and code: what is told by every sync that reads the files, so that
 * a smaller number means that somebody mended something. On a day without such a sync it is as it was before.
 *
 * @param since the first day
 */
export function readProblemDays(
  tx: Reader,
  districtId: number,
  { zone, since, today }: { readonly zone: string; readonly since: string; readonly today: string },
): Promise<ProblemDay[]> {
  return tx.query<ProblemDay>(
    `with ${judgedRuns},
     ended as (
       select source_id, run_id, (ended_at at time zone $2)::date as day from judged where ended_at is not null),
     last_of as (
       select d.day::date as day, l.run_id
         from generate_series($3::date, $4::date, interval '1 day') as d (day)
         cross join (select distinct source_id from ended) s
         join lateral (select e.run_id from ended e where e.source_id = s.source_id and e.day <= d.day::date
                        order by e.run_id desc limit 1) l on true),
     counted as (
       select run_id, code, count(*) as count from finding
        where district_id = $1 and severity in ('blocking', 'error') and run_id in (select run_id from last_of)
        group by run_id, code)
     select to_char(l.day, 'YYYY-MM-DD') as day, coalesce(c.code, '') as code, coalesce(sum(c.count), 0)::bigint as count
       from last_of l left join counted c on c.run_id = l.run_id
      group by l.day, coalesce(c.code, '') order by l.day, count desc, code`,
    [districtId, zone, since, today],
  );
}

/** What the newest sync that told of a code said: the first finding, how many there were, and in which files. */
export interface LastTold {
  readonly first: Finding;
  readonly count: number;
  readonly files: readonly string[];
}

interface LastToldRow extends Record<string, unknown> {
  readonly first: FindingRow;
  readonly count: number;
  readonly files: readonly string[];
}

/** What was last told of some codes, also of those that nothing is open of any more. */
export async function readLastTold(
  tx: Reader,
  districtId: number,
  codes: readonly string[],
): Promise<readonly LastTold[]> {
  const rows = await tx.query<LastToldRow>(
    `select to_jsonb(f) as first, n.count, n.files
       from unnest($2::text[]) as c (code)
       join lateral (select run_id from finding where district_id = $1 and code = c.code
                      order by run_id desc limit 1) l on true
       join lateral (select count(*) as count, array_agg(distinct file order by file) as files, min(ordinal) as ordinal
                       from finding where district_id = $1 and run_id = l.run_id and code = c.code) n on true
       join finding f on f.district_id = $1 and f.run_id = l.run_id and f.ordinal = n.ordinal`,
    [districtId, codes],
  );
  return rows.map(({ first, count, files }) => ({ first: findingFromRow(first), count, files }));
}
