import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { Finding, FindingCode } from "@muster/rules/check/finding.ts";
import type { GateFacts } from "@muster/rules/gate/gate-facts.ts";
import type { Reader } from "../database/database.ts";
import type { TableReading } from "../snapshot/table-reading.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import { classIdentity, nobody, noClass, peopleIdentity } from "./read-identity.ts";

/** Of what a snapshot brought of each table, that which the gates compare from one to the next. */
type BroughtTables = { readonly [T in TableName]?: { readonly unresolved: number } };

/**
 * Asks the database what the gates must know of a weighing: how the people of the source relate to those it named
 * before, which schools are absent, which families are implausible, and what these bytes were before.
 */
export async function readGateFacts(
  tx: Reader,
  weighing: Weighing,
  snapshot: {
    readonly readings: readonly TableReading[];
    readonly findings: readonly Finding[];
    readonly tables: BroughtTables;
  },
  contentHash: string,
  active: Readonly<Record<string, number>>,
): Promise<GateFacts> {
  const { readings } = snapshot;
  const before = await readRecordsBefore(tx, weighing);
  const isFirst = before.size === 0;
  const tablesBefore = await readTablesBefore(tx, weighing);
  return {
    isFirst,
    active,
    tables: readings.map(({ table, file, mode, received, unreadable }) => ({
      ...{ table, mode, received, unreadable },
      before: before.get(table) ?? 0,
      unresolved: snapshot.tables[table]?.unresolved ?? 0,
      unresolvedBefore: tablesBefore[table]?.unresolved ?? 0,
      strayQuotes: count(snapshot.findings, "row.quote.stray", file),
      rolesLost: count(snapshot.findings, "user.role.lost", file),
    })),
    identity: isFirst ? nobody : await peopleIdentity(tx, weighing, readings, before.get("users") ?? 0),
    classes: isFirst ? noClass : await classIdentity(tx, weighing, before.get("classes") ?? 0),
    absentSchools: await readAbsentSchools(tx, weighing),
    families: await readFamilies(tx),
    ...(await readHistory(tx, weighing, contentHash)),
  };
}

function count(findings: readonly Finding[], code: FindingCode, file: string): number {
  return findings.filter((finding) => finding.code === code && finding.file === file).length;
}

async function readRecordsBefore(tx: Reader, weighing: Weighing): Promise<Map<string, number>> {
  const rows = await tx.query<{ table_name: string; records: number }>(
    "select table_name, records from source_table where district_id = $1 and source_id = $2",
    [weighing.districtId, weighing.sourceId],
  );
  return new Map(rows.map((row) => [row.table_name, row.records]));
}

/** What the newest accepted snapshot brought of each table. */
async function readTablesBefore(tx: Reader, weighing: Weighing): Promise<BroughtTables> {
  const [row] = await tx.query<{ tables: BroughtTables }>(
    `select tables from snapshot where district_id = $1 and source_id = $2 and standing = 'accepted'
      order by snapshot_id desc limit 1`,
    [weighing.districtId, weighing.sourceId],
  );
  return row?.tables ?? {};
}

/** Linked schools whose org is not listed, with the listed ID that looks most like theirs. */
async function readAbsentSchools(tx: Reader, weighing: Weighing): Promise<GateFacts["absentSchools"]> {
  return tx.query(
    `select l.record_id as "schoolId", l.sourced_id as "sourcedId",
            coalesce((select o.sourced_id from source_org o
               where o.district_id = $1 and o.source_id = $2 and o.ended_by is null and o.type = 'school'
                 and (ltrim(o.sourced_id, '0') = ltrim(l.sourced_id, '0') or lower(o.sourced_id) = lower(l.sourced_id))
                 and not exists (select from link known where known.district_id = $1 and known.source_id = $2
                                    and known.record_type = 'school' and known.sourced_id = o.sourced_id and known.record_id <> 0)
               limit 1), '') as lookalike
       from link l join school s on s.district_id = l.district_id and s.school_id = l.record_id and s.status = 'active'
      where l.district_id = $1 and l.source_id = $2 and l.record_type = 'school'
        and exists (select from source_org o where o.district_id = $1 and o.source_id = $2)
        and not exists (select from source_org o where o.district_id = $1 and o.source_id = $2
                           and o.ended_by is null and o.sourced_id = l.sourced_id)
      order by 1`,
    [weighing.districtId, weighing.sourceId],
  );
}

/** How large the implausible families of each school would become. Reads `implausible_family`. */
async function readFamilies(tx: Reader): Promise<GateFacts["families"]> {
  return tx.query(
    `select c.school_id as "schoolId", max(f.size) as observed, max(f.most) as "limit"
       from planned_change c join implausible_family f on f.person_id in (c.record_id, c.other_id)
      where c.type = 'guardianship' and c.part = 'implausible-family'
      group by c.school_id order by c.school_id`,
  );
}

/** Were these very bytes accepted before newer ones, or applied and undone? */
async function readHistory(
  tx: Reader,
  weighing: Weighing,
  contentHash: string,
): Promise<Pick<GateFacts, "seenBefore" | "undoneRun">> {
  const [row] = await tx.query<{ seen_before: string | null; undone_run: number | null }>(
    `select (select max(s.taken_at)::text from snapshot s
              where s.district_id = $1 and s.source_id = $2 and s.content_hash = $3 and s.standing = 'accepted'
                and $3 <> (select content_hash from snapshot where district_id = $1 and source_id = $2
                              and standing = 'accepted' order by snapshot_id desc limit 1)) as seen_before,
            (select max(r.run_id) from run r join snapshot s on s.district_id = r.district_id and s.snapshot_id = r.snapshot_id
              where r.district_id = $1 and s.source_id = $2 and s.content_hash = $3 and r.outcome = 'undone') as undone_run`,
    [weighing.districtId, weighing.sourceId, contentHash],
  );
  return { seenBefore: row?.seen_before ?? undefined, undoneRun: row?.undone_run ?? undefined };
}
