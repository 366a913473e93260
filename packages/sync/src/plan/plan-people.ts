import type { Person, RoleRecord } from "@muster/rules/model/person.ts";
import type { Reason } from "@muster/rules/model/place.ts";
import { type PersonPair, planPerson } from "@muster/rules/plan/plan-person.ts";
import type { WantedUser } from "@muster/rules/plan/wanted-user.ts";
import type { Transaction } from "../database/database.ts";
import { because, type PlanContext, pairsPerBatch } from "./plan-context.ts";

interface PeoplePair extends Record<string, unknown> {
  readonly person_id: number;
  readonly sourced_ids: readonly string[];
  readonly users: readonly (WantedUser & { readonly isLinked: boolean })[] | null;
  readonly person: Person | null;
  readonly roles: readonly RoleRecord[] | null;
  readonly family_school: number | null;
  readonly is_listed: boolean;
  readonly is_deleted: boolean;
}

/** Plans every touched person: first those whom the source no longer wants, then the others, by id. */
export async function planPeople(
  tx: Transaction,
  context: PlanContext,
  facts: { readonly guardiansStay: boolean },
): Promise<void> {
  const { weighing, settings, writer } = context;
  await tx.query("drop table if exists touched_person");
  await tx.query(
    `create temporary table touched_person as
     select person_id, array_agg(sourced_id order by sourced_id) as sourced_ids from person_of group by person_id`,
  );
  await tx.query("analyze touched_person");
  const values = [weighing.districtId, weighing.sourceId];
  for await (const pairs of tx.stream<PeoplePair>(readPairs, values, pairsPerBatch)) {
    for (const pair of pairs) {
      const [leading] = pair.users ?? [];
      const why = because(
        reasonOf(pair),
        leading?.file === "guardians" ? context.fileOf("guardians") : context.fileOf("users"),
        leading?.line,
        pair.sourced_ids,
      );
      for (const change of planPerson(personPair(pair), settings, { ...facts, because: why }))
        writer.add(change);
    }
    await writer.flush();
  }
}

function personPair(pair: PeoplePair): PersonPair {
  const users = pair.users ?? [];
  return {
    personId: pair.person_id,
    users,
    existing: pair.person ?? undefined,
    roles: pair.roles ?? [],
    newLinks: users.filter((user) => !user.isLinked).map((user) => user.sourcedId),
    guardianSchoolId: pair.family_school ?? 0,
    absent: users.length === 0 ? pair.sourced_ids : [],
  };
}

function reasonOf(pair: PeoplePair): Reason {
  if (pair.users !== null) return "listed";
  if (pair.is_listed) return "not-linked";
  return pair.is_deleted ? "to-be-deleted" : "absent";
}

/**
 * One row a person: the users wanted for them, staff before student before guardian, and what we hold. The school
 * of a guardian who is wanted no more is that of a student they had.
 */
const readPairs = `
select t.person_id, t.sourced_ids, u.users,
       case when p.person_id is not null then jsonb_build_object(
         'personId', p.person_id, 'identityKey', p.identity_key, 'givenName', p.given_name, 'middleName', p.middle_name,
         'familyName', p.family_name, 'email', p.email, 'mobile', p.mobile, 'homePhone', p.home_phone,
         'language', p.language, 'username', p.username, 'studentNumber', p.student_number,
         'hasSignedIn', p.signed_in_at is not null, 'origin', p.origin, 'version', p.version) end as person,
       r.roles, coalesce(u.family_school, held.school_id) as family_school,
       exists (select from source_user s where s.district_id = $1 and s.source_id = $2 and s.ended_by is null
                  and s.sourced_id = any (t.sourced_ids)) as is_listed,
       exists (select from deleted_row d where d.table_name = 'source_user' and d.sourced_id = any (t.sourced_ids)) as is_deleted
  from touched_person t
  left join lateral (
    select jsonb_agg(jsonb_build_object(
             'sourcedId', s.sourced_id, 'file', case when s.is_derived then 'guardians' else 'users' end, 'line', s.line,
             'role', w.role, 'title', case when w.role = 'staff' then w.title else '' end, 'schoolIds', w.school_ids,
             'givenName', s.given_name, 'middleName', s.middle_name, 'familyName', s.family_name, 'email', s.email,
             'sms', s.sms, 'phone', s.phone, 'language', s.language, 'username', s.username,
             'identifier', s.identifier, 'grades', s.grades, 'isLinked', not o.is_new and not o.is_joined)
             order by case w.role when 'staff' then 1 when 'student' then 2 else 3 end, s.sourced_id) as users,
           min(w.family_school) filter (where w.role = 'guardian') as family_school
      from person_of o
      join wanted_user w on w.sourced_id = o.sourced_id
      join source_user s on s.district_id = $1 and s.source_id = $2 and s.sourced_id = o.sourced_id and s.ended_by is null
     where o.person_id = t.person_id) u on true
  left join person p on p.district_id = $1 and p.person_id = t.person_id
  left join lateral (
    select jsonb_agg(jsonb_build_object(
             'role', r.role, 'schoolId', r.school_id, 'title', r.title, 'grades', r.grades, 'status', r.status,
             'archivedBy', r.archived_by, 'origin', r.origin, 'version', r.version,
             'isOurs', r.origin = 'synced' and r.source_id = $2) order by r.role, r.school_id) as roles
      from role_record r where r.district_id = $1 and r.person_id = p.person_id) r on true
  left join lateral (
    select min(s.school_id) as school_id
      from guardianship g join role_record s on s.district_id = $1 and s.person_id = g.student_id and s.role = 'student'
     where p.person_id is not null and u.family_school is null and g.district_id = $1 and g.guardian_id = p.person_id) held on true
 order by t.person_id`;
