import type { Settings } from "@muster/rules/setting/all-settings.ts";
import type { Transaction } from "../../database/database.ts";
import { gatherPeople } from "../../plan/gather-people.ts";
import { mapSchools } from "../../plan/map-schools.ts";
import { findPastClasses } from "../../plan/plan-classrooms.ts";
import { findTouched } from "../../plan/touched.ts";
import type { Weighing } from "../../snapshot/weighing.ts";

/** Which roster is counted: the newest that a source brought, applied or not. */
export interface CountedRoster {
  readonly weighing: Weighing;
  readonly settings: Settings;
  /** The plan that was made of it; its new schools count as matched. Undefined where none was sealed. */
  readonly planId: number | undefined;
}

/**
 * Makes the temporary tables that planning makes, of everything the source says, so that the check counts whom the
 * planner would see: `linked_school`, `school_of`, `user_role`, `family`, `wanted_user`, `past_class`. Besides:
 * `checked_class`, the classes of linked schools; `coming_person` and `held_person`, the two sides of a match.
 */
export async function gatherRoster(
  tx: Transaction,
  { weighing, settings, planId }: CountedRoster,
): Promise<void> {
  const { districtId, sourceId } = weighing;
  const adopted = await tx.query<{ sourced_id: string; school_id: number }>(
    `select sourced_ids[1] as sourced_id, record_id as school_id from plan_change
      where district_id = $1 and plan_id = $2 and type = 'school' and action = 'create'`,
    [districtId, planId ?? 0],
  );
  const isLinked = new Set(
    (
      await tx.query<{ sourced_id: string }>(
        "select sourced_id from link where district_id = $1 and source_id = $2 and record_type = 'school'",
        [districtId, sourceId],
      )
    ).map((row) => row.sourced_id),
  );
  const planned = adopted.filter((row) => !isLinked.has(row.sourced_id));
  await mapSchools(tx, weighing, new Map(planned.map((row) => [row.sourced_id, row.school_id])));
  await findTouched(tx, weighing);
  await findPastClasses(tx, weighing);
  await gatherPeople(tx, weighing, settings["guardian.manage"]);
  for (const sql of [checkedClass, comingPerson(settings), heldPerson])
    await tx.query(sql, [districtId, sourceId]);
  await tx.query("analyze checked_class; analyze coming_person; analyze held_person");
}

const checkedClass = `
  create temporary table checked_class as
  select c.sourced_id, c.line, c.title, s.school_id
    from source_class c join school_of s on s.org_sourced_id = c.school_sourced_id and s.school_id <> 0
   where c.district_id = $1 and c.source_id = $2 and c.ended_by is null
     and not exists (select from past_class p where p.sourced_id = c.sourced_id)`;

const folded = (text: string): string => `lower(btrim(${text}))`;

/** Whoever the source says and is linked to nobody yet, with what they are compared by. */
function comingPerson(settings: Settings): string {
  const number = {
    identifier: "u.identifier",
    "sourced-id": "u.sourced_id",
    username: "u.username",
  } as const;
  return `
  create temporary table coming_person as
  select w.sourced_id, w.role, w.school_ids, u.line, u.identity_key,
         case when u.is_derived then 'guardians.csv' else 'users.csv' end as file,
         ${folded("u.given_name")} as given_name, ${folded("u.family_name")} as family_name, ${folded("u.email")} as email,
         case when w.role = 'student' then ${number[settings["student.number"]]} else '' end as number,
         regexp_replace(u.sms, '\\D', '', 'g') as sms, regexp_replace(u.phone, '\\D', '', 'g') as phone
    from wanted_user w
    join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = w.sourced_id and u.ended_by is null
   where not exists (select from link l where l.district_id = $1 and l.source_id = $2 and l.record_type = 'person'
                        and l.sourced_id = w.sourced_id)`;
}

/** Active people of ours whom this source does not feed, one row a role. */
const heldPerson = `
  create temporary table held_person as
  select p.person_id, r.role, array_agg(r.school_id) as school_ids, p.identity_key, p.student_number as number,
         ${folded("p.given_name")} as given_name, ${folded("p.family_name")} as family_name, ${folded("p.email")} as email,
         regexp_replace(p.mobile, '\\D', '', 'g') as mobile, regexp_replace(p.home_phone, '\\D', '', 'g') as home_phone
    from person p
    join role_record r on r.district_id = p.district_id and r.person_id = p.person_id and r.status = 'active'
   where p.district_id = $1
     and not exists (select from link l where l.district_id = $1 and l.source_id = $2 and l.record_type = 'person'
                        and l.record_id = p.person_id)
   group by p.person_id, r.role, p.identity_key, p.student_number, p.given_name, p.family_name, p.email, p.mobile, p.home_phone`;
