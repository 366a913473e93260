import type { GateFacts, IdentityFacts } from "@muster/rules/gate/gate-facts.ts";
import type { Reader } from "../database/database.ts";
import type { TableReading } from "../snapshot/table-reading.ts";
import { stagingTables, type Weighing } from "../snapshot/weighing.ts";

/**
 * Asks the database what the gates must know of a weighing: how the people of the source relate to those it named
 * before, which schools are absent, which families are implausible, and what these bytes were before.
 */
export async function readGateFacts(
  tx: Reader,
  weighing: Weighing,
  readings: readonly TableReading[],
  contentHash: string,
  active: Readonly<Record<string, number>>,
): Promise<GateFacts> {
  const before = await readRecordsBefore(tx, weighing);
  const isFirst = before.size === 0;
  return {
    isFirst,
    active,
    tables: readings.map(({ table, mode, received, unreadable }) => ({
      ...{ table, mode, received, unreadable },
      before: before.get(table) ?? 0,
    })),
    identity: isFirst ? nobody : await readIdentity(tx, weighing, readings, before.get("users") ?? 0),
    absentSchools: await readAbsentSchools(tx, weighing),
    families: await readFamilies(tx, weighing.districtId),
    ...(await readHistory(tx, weighing, contentHash)),
  };
}

async function readRecordsBefore(tx: Reader, weighing: Weighing): Promise<Map<string, number>> {
  const rows = await tx.query<{ table_name: string; records: number }>(
    "select table_name, records from source_table where district_id = $1 and source_id = $2",
    [weighing.districtId, weighing.sourceId],
  );
  return new Map(rows.map((row) => [row.table_name, row.records]));
}

const nobody: IdentityFacts = {
  ...{ before: 0, received: 0, known: 0, vanished: 0, added: 0, renumbered: 0, zerosLost: 0, oddlyShaped: 0 },
  example: undefined,
};

interface IdentityRow extends Record<string, unknown> {
  readonly vanished: number;
  readonly added: number;
  readonly renumbered: number;
  readonly zeros_lost: number;
  readonly oddly_shaped: number;
  readonly before_id: string | null;
  readonly now_id: string | null;
}

/**
 * Vanished against added people. Renumbered are those who agree in name and in e-mail, number or grade; the shape
 * of an ID is its letters as `a` and digits as `9`, each run once, so that lengths may grow.
 */
async function readIdentity(
  tx: Reader,
  weighing: Weighing,
  readings: readonly TableReading[],
  before: number,
): Promise<IdentityFacts> {
  const users = readings.find((reading) => reading.table === "users");
  if (users === undefined) return nobody;
  const [row] = await tx.query<IdentityRow>(
    `with vanished as (
       select v.* from source_user v
        where v.district_id = $1 and v.source_id = $2 and v.ended_by = $3 and not v.is_derived
          and not exists (select from ${staged} s where s.sourced_id = v.sourced_id)
     ), added as (
       select s.* from ${staged} s
        where not exists (select from source_user v where v.district_id = $1 and v.source_id = $2
                             and v.sourced_id = s.sourced_id and v.snapshot_id <> $3)
     ), renumbered as (
       select distinct on (v.sourced_id) v.sourced_id as before_id, a.sourced_id as now_id
         from vanished v join added a
           on lower(a.given_name) = lower(v.given_name) and lower(a.family_name) = lower(v.family_name)
          and (a.email <> '' and lower(a.email) = lower(v.email)
            or a.identifier <> '' and a.identifier = v.identifier
            or a.role = v.role and a.grades = v.grades and a.username = v.username)
     ), zeros as (
       select v.sourced_id as before_id, a.sourced_id as now_id
         from vanished v join added a on a.sourced_id = ltrim(v.sourced_id, '0') where v.sourced_id like '0%'
     ), shapes as (
       select distinct ${shape("sourced_id")} as shape from source_user v
        where v.district_id = $1 and v.source_id = $2 and v.snapshot_id <> $3 and not v.is_derived
          and (select count(*) from added) * 20 > $4
     )
     select (select count(*) from vanished) as vanished, (select count(*) from added) as added,
            (select count(*) from renumbered) as renumbered, (select count(*) from zeros) as zeros_lost,
            (select count(*) from added where (select count(*) from shapes) > 0
                and ${shape("sourced_id")} not in (select shape from shapes)) as oddly_shaped,
            coalesce((select min(before_id) from zeros), (select min(before_id) from renumbered)) as before_id,
            coalesce((select now_id from zeros order by before_id limit 1),
                     (select now_id from renumbered order by before_id limit 1)) as now_id`,
    [weighing.districtId, weighing.sourceId, weighing.snapshotId, before],
  );
  if (row === undefined) throw new Error("the identity query gives one row");
  const { vanished, added, renumbered } = row;
  const received = users.received - users.unreadable;
  return {
    ...{ before, received, known: Math.max(0, received - added), vanished, added, renumbered },
    zerosLost: row.zeros_lost,
    oddlyShaped: row.oddly_shaped,
    example:
      row.before_id === null || row.now_id === null ? undefined : { before: row.before_id, now: row.now_id },
  };
}

const staged = stagingTables.staged("source_user");
const shape = (column: string): string =>
  `regexp_replace(regexp_replace(${column}, '[A-Za-z]+', 'a', 'g'), '[0-9]+', '9', 'g')`;

/** Linked schools whose org is not listed, with the listed ID that looks most like theirs. */
async function readAbsentSchools(tx: Reader, weighing: Weighing): Promise<GateFacts["absentSchools"]> {
  return tx.query(
    `select l.record_id as "schoolId", l.sourced_id as "sourcedId",
            coalesce((select o.sourced_id from source_org o
               where o.district_id = $1 and o.source_id = $2 and o.ended_by is null and o.type = 'school'
                 and (ltrim(o.sourced_id, '0') = ltrim(l.sourced_id, '0') or lower(o.sourced_id) = lower(l.sourced_id))
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

/** Most students of one guardian, most guardians of one student (reliability G12). */
const familyLimits = { students: 12, guardians: 10 } as const;

/** Schools where this plan would give somebody an implausible family. Reads `planned_change`. */
async function readFamilies(tx: Reader, districtId: number): Promise<GateFacts["families"]> {
  return tx.query(
    `with gained as (
       select other_id as guardian_id, record_id as student_id, school_id
         from planned_change where type = 'guardianship' and kind = 'addition'
     ), students as (
       select g.guardian_id, min(g.school_id) as school_id,
              count(*) + (select count(*) from guardianship h where h.district_id = $1 and h.guardian_id = g.guardian_id and h.status = 'active') as n
         from gained g group by g.guardian_id having count(*) > 3
     ), guardians as (
       select g.student_id, min(g.school_id) as school_id,
              count(*) + (select count(*) from guardianship h where h.district_id = $1 and h.student_id = g.student_id and h.status = 'active') as n
         from gained g group by g.student_id having count(*) > 3
     )
     select school_id as "schoolId", max(n) as observed, ${familyLimits.students} as "limit" from students
      where n > ${familyLimits.students} group by school_id
     union all
     select school_id, max(n), ${familyLimits.guardians} from guardians where n > ${familyLimits.guardians} group by school_id`,
    [districtId],
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
