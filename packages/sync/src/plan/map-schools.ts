import type { Transaction } from "../database/database.ts";
import type { Weighing } from "../snapshot/weighing.ts";

/**
 * Makes `school_of`: for every org of the source the school of ours whose people and classes it brings. A
 * department stands for the nearest school above it, the district for no school (0). Orgs that lead to no
 * linked school are not in it.
 *
 * @param adopted schools that this plan creates: sourcedId → the id dealt to it
 */
export async function mapSchools(
  tx: Transaction,
  weighing: Weighing,
  adopted: ReadonlyMap<string, number>,
): Promise<void> {
  await tx.query(`drop table if exists school_of, linked_school`);
  await tx.query(
    `create temporary table linked_school (sourced_id text collate "C" primary key, school_id bigint not null)`,
  );
  await tx.query(
    `insert into linked_school
     select l.sourced_id, l.record_id
       from link l join school s on s.district_id = l.district_id and s.school_id = l.record_id
      where l.district_id = $1 and l.source_id = $2 and l.record_type = 'school' and l.record_id <> 0
        and (s.status = 'active' or s.archived_by is distinct from 'person')
     union all
     select * from unnest($3::text[], $4::bigint[])`,
    [weighing.districtId, weighing.sourceId, [...adopted.keys()], [...adopted.values()]],
  );
  await tx.query(
    `create temporary table school_of (org_sourced_id text collate "C" primary key, school_id bigint not null)`,
  );
  await tx.query(
    `with recursive org as (
       select sourced_id, type, parent_sourced_id from source_org
        where district_id = $1 and source_id = $2 and ended_by is null
     ), climb as (
       select o.sourced_id, o.sourced_id as at, 0 as step from org o
       union all
       select c.sourced_id, o.parent_sourced_id, c.step + 1
         from climb c join org o on o.sourced_id = c.at
        where c.step < 8 and o.parent_sourced_id <> ''
          and not exists (select from linked_school s where s.sourced_id = c.at)
          and o.type not in ('school', 'district')
     )
     insert into school_of
     select distinct on (c.sourced_id) c.sourced_id, coalesce(s.school_id, 0)
       from climb c
       left join linked_school s on s.sourced_id = c.at
       left join org o on o.sourced_id = c.at
      where s.school_id is not null or o.type = 'district'
      order by c.sourced_id, c.step`,
    [weighing.districtId, weighing.sourceId],
  );
  await mapFilesOfOneSchool(tx, weighing);
  await tx.query("analyze school_of");
}

/** Files of one school may leave the school out of every row (connect.md §9.1): then it can only be the one. */
async function mapFilesOfOneSchool(tx: Transaction, weighing: Weighing): Promise<void> {
  await tx.query(
    `insert into school_of
     select '', min(school_id) from (
       select school_id from linked_school
       union select school_id from school where district_id = $1 and status = 'active'
     ) known having count(distinct school_id) = 1
     on conflict do nothing`,
    [weighing.districtId],
  );
}
