import type { Transaction } from "../database/database.ts";
import type { Weighing } from "../snapshot/weighing.ts";

/**
 * Makes `person_of`: the person behind every touched user, and deals ids to those who are new.
 *
 * Whom a sourcedId is linked to, it stays linked to. A new adult whose name, e-mail and phone equal those of
 * somebody we hold, or of another new adult, in another kind of role is that person (connect.md §12): the teacher
 * who is also a mother. So is a new adult whom somebody typed in by hand in the same role, where one fits and no source
 * knows them yet (connect.md §11). Two rows of the same kind are never joined here (reliability G-01).
 *
 * @param firstId the first id that may be dealt
 * @returns how many ids were dealt
 */
export async function dealPeople(tx: Transaction, weighing: Weighing, firstId: number): Promise<number> {
  const values = [weighing.districtId, weighing.sourceId];
  await tx.query("drop table if exists person_of, new_user");
  await tx.query(
    `create temporary table person_of as
     select t.sourced_id, l.record_id as person_id, false as is_new, false as is_joined
       from touched_user t
       join link l on l.district_id = $1 and l.source_id = $2 and l.record_type = 'person' and l.sourced_id = t.sourced_id`,
    values,
  );
  await tx.query("create unique index on person_of (sourced_id); analyze person_of");
  await tx.query(
    `create temporary table new_user as
     select u.sourced_id, u.identity_key, min(w.role) as role, null::bigint as person_id, null::text collate "C" as leader,
            row_number() over (partition by u.identity_key, min(w.role) order by u.sourced_id) as nth
       from wanted_user w
       join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = w.sourced_id and u.ended_by is null
      where not exists (select from person_of p where p.sourced_id = w.sourced_id)
      group by u.sourced_id, u.identity_key`,
    values,
  );
  await tx.query("analyze new_user");
  await joinHeld(tx, values);
  await joinNew(tx);
  return deal(tx, firstId);
}

/** New adults who are somebody we hold: in another role, or made by hand in this one. */
async function joinHeld(tx: Transaction, values: readonly unknown[]): Promise<void> {
  await tx.query(
    `update new_user n set person_id = held.person_id
       from (select n.sourced_id, min(p.person_id) as person_id
               from new_user n
               join person p on p.district_id = $1 and p.identity_key = n.identity_key
               cross join lateral (
                 select bool_or(r.role = 'student') as is_student, bool_or(r.role = n.role) as is_alike,
                        bool_or(r.status = 'active') as is_active
                   from role_record r where r.district_id = p.district_id and r.person_id = p.person_id) held
              where n.nth = 1 and n.role <> 'student' and $2 > 0 and not held.is_student and held.is_active
                and not (held.is_alike and exists (select from link l where l.district_id = $1
                           and l.record_type = 'person' and l.record_id = p.person_id))
              group by n.sourced_id
             having not bool_or(held.is_alike) or count(*) = 1) held
      where held.sourced_id = n.sourced_id`,
    values,
  );
}

/** New adults who come in two roles at once: the staff row leads. */
async function joinNew(tx: Transaction): Promise<void> {
  await tx.query(
    `update new_user n set leader = staff.sourced_id
       from new_user staff
      where staff.role = 'staff' and staff.nth = 1 and n.role = 'guardian' and n.nth = 1
        and n.identity_key = staff.identity_key and n.person_id is null and staff.person_id is null`,
  );
}

async function deal(tx: Transaction, firstId: number): Promise<number> {
  await tx.query(
    `insert into person_of
     with fresh as (
       select sourced_id, $1::bigint + row_number() over (order by sourced_id) - 1 as person_id
         from new_user where person_id is null and leader is null
     )
     select sourced_id, person_id, true, false from fresh
     union all
     select n.sourced_id, f.person_id, true, true from new_user n join fresh f on f.sourced_id = n.leader
     union all
     select sourced_id, person_id, false, true from new_user where person_id is not null`,
    [firstId],
  );
  await tx.query("create index on person_of (person_id); analyze person_of");
  const [row] = await tx.query<{ dealt: number }>(
    "select count(*) as dealt from new_user where person_id is null and leader is null",
  );
  return row?.dealt ?? 0;
}
