import type { HeldFacts } from "@muster/rules/gate/held-facts.ts";
import type { Reader } from "../database/database.ts";

/**
 * Slices with a change that needs one of the held changes, whatever its school. What a held change would create
 * cannot be pointed to: a person new at one school may be enrolled at another, and a guardian belongs to the first of
 * their students' schools. A guardian stays while the leaving of one of their students waits. Reads `planned_change`.
 */
export async function readDependents(
  tx: Reader,
  districtId: number,
  held: readonly number[],
): Promise<readonly { readonly slice: number }[]> {
  return tx.query<{ slice: number }>(
    `with held as (
       select type, kind, record_id, before is null as is_new, after ? 'person' as brings_person from planned_change
        where slice = any ($2::int[]) and type in ('school', 'classroom', 'staff', 'student', 'guardian')
     ), fresh as (
       select record_id, type, brings_person from held where is_new
     ), staying as (
       select record_id from held where type = 'student' and kind = 'removal'
     )
     select distinct c.slice from planned_change c
      where c.slice <> all ($2::int[])
        and (c.type in ('staff', 'student', 'guardian') and c.record_id in (select record_id from fresh where brings_person)
          or c.type = 'membership' and (c.record_id in (select record_id from fresh where type = 'classroom')
                                     or c.other_id in (select record_id from fresh))
          or c.type = 'guardianship' and (c.record_id in (select record_id from fresh)
                                       or c.other_id in (select record_id from fresh))
          or c.type = 'guardian' and c.kind = 'removal'
             and exists (select from guardianship g where g.district_id = $1 and g.guardian_id = c.record_id
                            and g.status = 'active' and g.student_id in (select record_id from staying)))
      order by c.slice`,
    [districtId, held],
  );
}

/** Students whose leaving is held, by school and grade, beside those the school has. */
export async function readLeavers(
  tx: Reader,
  districtId: number,
  held: readonly number[],
): Promise<HeldFacts["leavers"]> {
  return tx.query(
    `with leaving as (
       select c.school_id, coalesce(b.value->'grades'->>0, '') as grade, count(*) as leaving
         from planned_change c, jsonb_array_elements(c.before->'roles') b
        where c.slice = any ($2::int[]) and c.type = 'student' and c.kind = 'removal'
          and (b.value->>'schoolId')::bigint = c.school_id
        group by 1, 2
     )
     select l.school_id as "schoolId", l.grade, l.leaving,
            (select count(*) from role_record r where r.district_id = $1 and r.school_id = l.school_id
                and r.role = 'student' and r.status = 'active' and coalesce(r.grades[1], '') = l.grade) as students
       from leaving l order by 1, 2`,
    [districtId, held],
  );
}

/** Names that people give to records they make for a test. */
const testWords = "(test|testing|tester|dummy|demo|sample|fake|example|zz+|xx+|asdf)";

/** Held additions of people with such names, by slice. Reads `planned_change`. */
export async function readTestNames(
  tx: Reader,
  held: readonly number[],
): Promise<readonly { readonly slice: number; readonly people: number }[]> {
  return tx.query<{ slice: number; people: number }>(
    `select slice, count(*) as people from planned_change
      where slice = any ($1::int[]) and kind = 'addition' and type in ('student', 'staff', 'guardian')
        and (after->'person'->>'givenName' ~* '^${testWords}[0-9]*$'
          or after->'person'->>'familyName' ~* '^${testWords}[0-9]*$')
      group by slice order by slice`,
    [held],
  );
}
