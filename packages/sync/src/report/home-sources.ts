import type { HomeSource } from "@muster/rules/report/home/home-facts.ts";
import { schoolDaysBetween } from "@muster/rules/report/notice/school-days.ts";
import type { Reader } from "../database/database.ts";
import { dayIn } from "../directory/district-day.ts";
import { readLastNews } from "../notice/note-silence.ts";
import { localTimes } from "./local-time.ts";

type Trouble = NonNullable<HomeSource["trouble"]>;

interface SourceRow extends Record<string, unknown> {
  readonly source_id: number;
  readonly name: string;
  readonly kind: string;
  readonly state: HomeSource["state"];
  readonly joins: number | null;
  readonly errand: "waiting" | "running" | null;
  readonly is_running: boolean;
  readonly good_at: string | null;
  readonly last_run: number | null;
  readonly last_outcome: string | null;
  readonly last_at: string | null;
  readonly next_at: string | null;
  readonly trouble: (Partial<Pick<Trouble, "facts">> & Pick<Trouble, "code">) | null;
  readonly trouble_at: string | null;
}

/** The clock of a district, and how long its sources may be silent. */
export interface DistrictClock {
  readonly zone: string;
  readonly now: Date;
  readonly staleDays: number;
}

/** The sources of a district as Home shows them; that of uploads only once something was uploaded. */
export async function readHomeSources(
  tx: Reader,
  districtId: number,
  { zone, now, staleDays }: DistrictClock,
): Promise<readonly HomeSource[]> {
  const rows = await tx.query<SourceRow>(sources, [districtId]);
  const news = new Map((await readLastNews(tx, districtId)).map((one) => [one.sourceId, one.lastNewsAt]));
  const local = localTimes(zone, now);
  const today = dayIn(zone, now);
  return rows.map((row) => {
    const newsAt = news.get(row.source_id) ?? undefined;
    return {
      ...{ sourceId: row.source_id, name: row.name, kind: row.kind, state: row.state },
      isGuardiansOnly: row.joins !== null,
      now: row.errand === "running" || row.is_running ? "running" : row.errand === null ? "idle" : "waiting",
      lastGood: row.good_at === null ? undefined : local(row.good_at),
      schoolDays: newsAt === undefined ? undefined : schoolDaysBetween(dayIn(zone, new Date(newsAt)), today),
      silentAfterDays: staleDays,
      last:
        row.last_run === null || row.last_at === null
          ? undefined
          : {
              run: row.last_run,
              // Outcomes are a closed list (rules/model/outcome.ts), written by the engine alone.
              outcome: row.last_outcome as NonNullable<HomeSource["last"]>["outcome"],
              at: local(row.last_at),
            },
      nextAt: row.next_at === null || row.state !== "enabled" ? undefined : local(row.next_at),
      trouble: troubleOf(row),
    };
  });
}

function troubleOf({ trouble, trouble_at: since }: SourceRow): HomeSource["trouble"] {
  if (trouble === null || since === null) return undefined;
  return { code: trouble.code, facts: trouble.facts ?? {}, since };
}

const sources = `
  select s.source_id, s.name, s.kind, s.state, s.joins_source_id as joins, e.state as errand,
         r.run_id is not null as is_running,
         good.at as good_at, last.run_id as last_run, last.outcome as last_outcome, last.at as last_at,
         c.next_at as next_at, a.fault as trouble, a.ended_at as trouble_at
    from source s
    left join schedule c on c.district_id = $1 and c.source_id = s.source_id
    left join lateral (select state from errand e where e.district_id = $1 and e.source_id = s.source_id
                          and e.state in ('waiting', 'running') order by e.state limit 1) e on true
    left join lateral (select run_id from run r where r.district_id = $1 and r.source_id = s.source_id and r.state = 'running') r on true
    left join lateral (select r.ended_at as at from run r
                        where r.district_id = $1 and r.source_id = s.source_id and r.kind = 'sync'
                          and r.outcome in ('applied', 'no_changes', 'partly_applied', 'undone') order by r.run_id desc limit 1) good on true
    left join lateral (select run_id, outcome, r.ended_at as at from run r
                        where r.district_id = $1 and r.source_id = s.source_id and r.kind in ('sync', 'plan')
                          and r.state = 'finished' order by r.run_id desc limit 1) last on true
    left join lateral (select state, fault, ended_at from arrival a where a.district_id = $1 and a.source_id = s.source_id
                          and a.state <> 'fetching' order by a.arrival_id desc limit 1) a on a.state = 'failed'
   where s.district_id = $1 and (s.kind <> 'upload' or last.run_id is not null or e.state is not null)
   order by s.source_id`;
