import type { Reader } from "../database/database.ts";

/** What re-reading the directory after a commit showed. Green needs `wrong` 0. */
export interface Proof {
  /** Records re-read. */
  readonly checked: number;
  /** Records that are not what the plan says they are. */
  readonly wrong: number;
}

/** Above this many changes records are counted instead of compared one by one: twice the work for no more doubt. */
const manyChanges = 20_000;

/**
 * Re-reads what a run changed, in a transaction of its own after the commit: what is told as done was seen to be
 * there. Every changed record is compared with the plan's `after`; after a bulk load the active records of each
 * type are counted anew and compared with the counts that the plan foretold.
 */
export async function verifyPlan(
  tx: Reader,
  districtId: number,
  planId: number,
  runId: number,
): Promise<Proof> {
  const [row] = await tx.query<{ changes: number }>(
    `select coalesce(sum(changes), 0) as changes from plan_slice
      where district_id = $1 and plan_id = $2 and applied_in_run = $3`,
    [districtId, planId, runId],
  );
  const changes = row?.changes ?? 0;
  return changes > manyChanges ? recount(tx, districtId, changes) : compareAll(tx, districtId, planId, runId);
}

/** `slice_count` followed the plan; these are the records themselves. */
async function recount(tx: Reader, districtId: number, changes: number): Promise<Proof> {
  const [row] = await tx.query<{ wrong: number }>(
    `with seen as (
       select 'school' as type, count(*) as active from school where district_id = $1 and status = 'active'
       union all
       select 'classroom', count(*) from classroom where district_id = $1 and status = 'active'
       union all
       select role, count(*) from role_record where district_id = $1 and status = 'active' group by role
       union all
       select 'membership', count(*) from membership where district_id = $1 and status = 'active'
       union all
       select 'guardianship', count(*) from guardianship where district_id = $1 and status = 'active'
     ), foretold as (
       select type, sum(active) as active from slice_count where district_id = $1 group by type
     )
     select coalesce(sum(abs(coalesce(s.active, 0) - coalesce(f.active, 0))), 0) as wrong
       from seen s full join foretold f using (type)`,
    [districtId],
  );
  return { checked: changes, wrong: row?.wrong ?? changes };
}

async function compareAll(tx: Reader, districtId: number, planId: number, runId: number): Promise<Proof> {
  const applied = await tx.query<{ slice: number }>(
    "select slice from plan_slice where district_id = $1 and plan_id = $2 and applied_in_run = $3",
    [districtId, planId, runId],
  );
  let checked = 0;
  let wrong = 0;
  for (const { types, join, same } of comparisons) {
    const [row] = await tx.query<{ checked: number; wrong: number }>(
      `select count(*) as checked, count(*) filter (where not coalesce(${same}, false)) as wrong
         from (select c.* from plan_change c
                where c.district_id = $1 and c.plan_id = $2 and c.slice = any ($3::int[]) and c.type in (${types})) c
         ${join}`,
      [districtId, planId, applied.map((row) => row.slice)],
    );
    checked += row?.checked ?? 0;
    wrong += row?.wrong ?? 0;
  }
  return { checked, wrong };
}

const comparisons: readonly { readonly types: string; readonly join: string; readonly same: string }[] = [
  {
    types: "'school'",
    join: "left join school h on h.district_id = c.district_id and h.school_id = c.record_id",
    same: "h.status = c.after->>'status' and h.name = c.after->>'name'",
  },
  {
    types: "'classroom'",
    join: "left join classroom h on h.district_id = c.district_id and h.classroom_id = c.record_id",
    same: `h.status = c.after->>'status' and h.title = c.after->>'title' and h.school_id = (c.after->>'schoolId')::bigint
           and to_jsonb(h.grades) = c.after->'grades'`,
  },
  {
    types: "'student', 'staff', 'guardian'",
    join: `left join person h on h.district_id = c.district_id and h.person_id = c.record_id
           cross join lateral (
             select count(*) filter (where r.status is distinct from v.value->>'status' or to_jsonb(r.grades) <> v.value->'grades') as bad
               from jsonb_array_elements(c.after->'roles') v
               left join role_record r on r.district_id = c.district_id and r.person_id = c.record_id
                and r.role = v.value->>'role' and r.school_id = (v.value->>'schoolId')::bigint) roles`,
    same: `roles.bad = 0 and h.person_id is not null and (not c.after ? 'person' or (
             h.given_name = c.after->'person'->>'givenName' and h.family_name = c.after->'person'->>'familyName'
             and h.email = c.after->'person'->>'email' and h.mobile = c.after->'person'->>'mobile'))`,
  },
  {
    types: "'membership'",
    join: `left join membership h on h.district_id = c.district_id and h.classroom_id = c.record_id
            and h.person_id = c.other_id and h.role = c.role`,
    same: "h.status = c.after->>'status' and h.ends_on is not distinct from (c.after->>'endsOn')::date",
  },
  {
    types: "'guardianship'",
    join: `left join guardianship h on h.district_id = c.district_id and h.student_id = c.record_id
            and h.guardian_id = c.other_id`,
    same: "h.status = c.after->>'status' and h.relationship = c.after->>'relationship' and h.is_restricted = coalesce((c.after->>'isRestricted')::boolean, h.is_restricted)",
  },
];
