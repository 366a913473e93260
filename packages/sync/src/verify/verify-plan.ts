import type { Reader } from "../database/database.ts";

/** What re-reading the directory after a commit showed. Green needs `wrong` 0. */
export interface Proof {
  /** Records re-read. */
  readonly checked: number;
  /** Records that are not what the plan says they are. */
  readonly wrong: number;
}

/**
 * Re-reads every record that a run changed and compares it with the plan's `after`, in a transaction of its own
 * after the commit: what is told as done was seen to be there.
 */
export async function verifyPlan(
  tx: Reader,
  districtId: number,
  planId: number,
  runId: number,
): Promise<Proof> {
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
    same: "h.status = c.after->>'status' and h.relationship = c.after->>'relationship'",
  },
];
