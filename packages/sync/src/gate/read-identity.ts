import type { ClassIdentityFacts, IdentityFacts } from "@muster/rules/gate/gate-facts.ts";
import type { Reader } from "../database/database.ts";
import type { TableReading } from "../snapshot/table-reading.ts";
import { stagingTables, type Weighing } from "../snapshot/weighing.ts";

export const nobody: IdentityFacts = {
  ...{ before: 0, received: 0, known: 0, vanished: 0, added: 0, renumbered: 0, zerosLost: 0, oddlyShaped: 0 },
  example: undefined,
};
export const noClass: ClassIdentityFacts = { before: 0, renumbered: 0, example: undefined };

/** Records that the snapshot no longer lists, and those that nobody knew before it; of people, the listed ones. */
function comings(table: "source_user" | "source_class"): string {
  const staged = stagingTables.staged(table);
  const isListed = table === "source_user" ? "and not v.is_derived" : "";
  return `vanished as (
       select v.* from ${table} v
        where v.district_id = $1 and v.source_id = $2 and v.ended_by = $3 ${isListed}
          and not exists (select from ${staged} s where s.sourced_id = v.sourced_id)
     ), added as (
       select s.* from ${staged} s
        where not exists (select from ${table} v where v.district_id = $1 and v.source_id = $2
                             and v.sourced_id = s.sourced_id and v.snapshot_id <> $3)
     )`;
}

interface PeopleRow extends Record<string, unknown> {
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
export async function peopleIdentity(
  tx: Reader,
  weighing: Weighing,
  readings: readonly TableReading[],
  before: number,
): Promise<IdentityFacts> {
  const users = readings.find((reading) => reading.table === "users");
  if (users === undefined) return nobody;
  const [row] = await tx.query<PeopleRow>(
    `with ${comings("source_user")}, renumbered as (
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
       select ${shape("sourced_id")} as shape, count(*) as people from added
        where (select count(*) from added) >= greatest(20, $4::bigint / 20) group by 1
     )
     select (select count(*) from vanished) as vanished, (select count(*) from added) as added,
            (select count(*) from renumbered) as renumbered, (select count(*) from zeros) as zeros_lost,
            coalesce((select sum(people) from shapes where ${isUnknownShape}), 0) as oddly_shaped,
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
    oddlyShaped: Number(row.oddly_shaped),
    example: exampleOf(row.before_id, row.now_id),
  };
}

function shape(column: string): string {
  return `regexp_replace(regexp_replace(${column}, '[A-Za-z]+', 'a', 'g'), '[0-9]+', '9', 'g')`;
}

/** One known ID of a shape is enough, and most often the first one looked at is it. `limit` keeps it a search. */
const isUnknownShape = `
  (select 1 from source_user v
    where v.district_id = $1 and v.source_id = $2 and v.snapshot_id <> $3 and not v.is_derived
      and ${shape("v.sourced_id")} = shapes.shape limit 1) is null`;

/**
 * Vanished against added classes. Renumbered are those of one school, title, code and time: a class of a new year
 * bears other dates (quirk Q073). Elementary schools hold many classes of one title, so each added class counts once.
 */
export async function classIdentity(
  tx: Reader,
  weighing: Weighing,
  before: number,
): Promise<ClassIdentityFacts> {
  const dates = (cls: string): string => `(
       select min(t.starts_on)::text || ' ' || max(t.ends_on)::text from source_session t
        where t.district_id = $1 and t.source_id = $2 and t.sourced_id = any (${cls}.term_sourced_ids))`;
  const [row] = await tx.query<{ renumbered: number; before_id: string | null; now_id: string | null }>(
    `with ${comings("source_class")}, gone as (
       select v.sourced_id, v.school_sourced_id, v.title, v.class_code, ${dates("v")} as dates,
              row_number() over (partition by v.school_sourced_id, v.title, v.class_code order by v.sourced_id) as nth
         from vanished v where exists (select from added)
     ), come as (
       select a.sourced_id, a.school_sourced_id, a.title, a.class_code, ${dates("a")} as dates,
              row_number() over (partition by a.school_sourced_id, a.title, a.class_code order by a.sourced_id) as nth
         from added a where exists (select from vanished)
     ), renumbered as (
       select gone.sourced_id as before_id, come.sourced_id as now_id
         from gone join come using (school_sourced_id, title, class_code, nth)
        where gone.dates is not distinct from come.dates and (title <> '' or class_code <> '')
     )
     select count(*) as renumbered, min(before_id) as before_id,
            (select now_id from renumbered order by before_id limit 1) as now_id from renumbered`,
    [weighing.districtId, weighing.sourceId, weighing.snapshotId],
  );
  if (row === undefined) throw new Error("the identity query gives one row");
  return { before, renumbered: row.renumbered, example: exampleOf(row.before_id, row.now_id) };
}

function exampleOf(before: string | null, now: string | null): IdentityFacts["example"] {
  return before === null || now === null ? undefined : { before, now };
}
