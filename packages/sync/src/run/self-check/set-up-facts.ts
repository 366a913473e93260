import type { CheckItemId, CountedItem } from "@muster/rules/report/self-check/judge-items.ts";
import type { SourceSetUp } from "../../connection/connections.ts";
import type { Reader } from "../../database/database.ts";
import type { MissingSecrets } from "./missing-secrets.ts";
import type { NewestRoster } from "./newest-roster.ts";

type Counted = Partial<Record<CheckItemId, CountedItem>>;

const plain = (count: number, of: number, facts: CountedItem["facts"]): CountedItem => {
  return { count, of, facts, examples: [] };
};

/** The items about the connection; they can be counted before anything was fetched. */
export async function countSetUp(
  tx: Reader,
  source: SourceSetUp,
  secrets: MissingSecrets,
  roster: NewestRoster | undefined,
  examples: number,
): Promise<Counted> {
  const { lookedAt, sourceId } = source;
  const connections = source.kind === "upload" ? 0 : 1;
  const { schools, counted, students, empty, emptyOnes } = await readLook(tx, source, examples);
  const seen = { source: sourceId, lookedAt: lookedAt ?? "", schools, counted, students };
  const lookedAtSchools = {
    ...{ count: empty, of: counted, facts: { source: sourceId, isLook: 1 } },
    examples: emptyOnes.map((sourcedId) => ({ sourcedId, file: null, line: null, record: null })),
  };
  return {
    "source.look.none": plain(lookedAt === undefined ? connections : 0, connections, seen),
    // What was fetched says more.
    ...(roster === undefined && counted > 0 ? { "school.students.none": lookedAtSchools } : {}),
    "source.secret.missing": plain(secrets.missing.length, secrets.needed, {
      ...{ source: sourceId, missing: secrets.missing.join(", ") },
    }),
    "roster.fetch.none": await countFetch(tx, source, roster),
    "roster.fields.excess": await countExcess(tx, source, roster),
  };
}

interface SeenSchools extends Record<string, unknown> {
  readonly schools: number;
  /** Schools of which the students were told, how many these are, and schools where there are none. */
  readonly counted: number;
  readonly students: number;
  readonly empty: number;
  readonly emptyOnes: readonly string[];
}

/** What the last look at a source said of its schools. */
async function readLook(
  tx: Reader,
  { districtId, sourceId }: SourceSetUp,
  examples: number,
): Promise<SeenSchools> {
  const [row] = await tx.query<SeenSchools>(
    `select count(*)::int as schools, count(one ->> 'students')::int as counted,
            coalesce(sum((one ->> 'students')::int), 0)::int as students,
            count(*) filter (where (one ->> 'students')::int = 0)::int as empty,
            coalesce((array_agg(one ->> 'sourcedId' order by one ->> 'sourcedId')
                        filter (where (one ->> 'students')::int = 0))[1:$3], '{}') as "emptyOnes"
       from source s, jsonb_array_elements(coalesce(s.looked -> 'schools', '[]')) as one
      where s.district_id = $1 and s.source_id = $2`,
    [districtId, sourceId, examples],
  );
  if (row === undefined) throw new Error("a count answers a row");
  return row;
}

/** Was a roster read, and has nothing been refused since? */
async function countFetch(
  tx: Reader,
  { districtId, sourceId, joins }: SourceSetUp,
  roster: NewestRoster | undefined,
): Promise<CountedItem> {
  const none = { source: sourceId, run: roster?.runId ?? "", takenAt: roster?.takenAt ?? "", code: "" };
  const [rejected] = await tx.query<{ run_id: number; code: string | null }>(
    `select r.run_id, (select f.code from finding f where f.district_id = $1 and f.run_id = r.run_id and f.severity = 'blocking'
                        order by f.ordinal limit 1) as code
       from run r
      where r.district_id = $1 and r.source_id = $2 and r.kind in ('sync', 'plan') and r.outcome = 'rejected_input'
        and r.run_id = (select max(run_id) from run l where l.district_id = $1 and l.source_id = $2 and l.kind in ('sync', 'plan')
                           and l.state = 'finished')`,
    [districtId, sourceId],
  );
  // A source of guardians alone has no run of its own; what stands there is older than its joining.
  if (rejected !== undefined && joins === undefined)
    return plain(1, 1, { ...none, run: rejected.run_id, code: rejected.code ?? "", isRefused: 1 });
  const [last] = await tx.query<{ state: string; at: string; fault: { code: string; retry: string } | null }>(
    `select state, to_json(started_at) #>> '{}' as at, fault from arrival
      where district_id = $1 and source_id = $2 and state <> 'fetching' order by arrival_id desc limit 1`,
    [districtId, sourceId],
  );
  if (last?.state === "failed") {
    const isRefused = last.fault?.retry === "never" ? 1 : 0;
    return plain(1, 1, { ...none, code: last.fault?.code ?? "", run: "", isRefused });
  }
  const isThere = roster !== undefined || (joins !== undefined && last?.state === "fetched");
  return plain(isThere ? 0 : 1, 1, { ...none, takenAt: none.takenAt || (last?.at ?? ""), isRefused: 0 });
}

/** Fields that nobody needs: seen at the look, and told by the newest run. */
async function countExcess(
  tx: Reader,
  { districtId, sourceId }: SourceSetUp,
  roster: NewestRoster | undefined,
): Promise<CountedItem> {
  const rows = await tx.query<{ field: string }>(
    `select jsonb_array_elements_text(coalesce(s.looked -> 'oversharing', '[]')) as field
       from source s where s.district_id = $1 and s.source_id = $2
     union
     select regexp_split_to_table(coalesce(f.facts ->> 'columns', f.facts ->> 'fields', f.facts ->> 'field', f.column_name, ''), ', *')
       from finding f where f.district_id = $1 and f.run_id = $3
        and f.code in ('file.column.sensitive', 'collection.field.sensitive')
     order by 1`,
    [districtId, sourceId, roster?.runId ?? 0],
  );
  const fields = rows.map(({ field }) => field).filter((field) => field !== "");
  return plain(fields.length, fields.length, { source: sourceId, fields: fields.slice(0, 20).join(", ") });
}
