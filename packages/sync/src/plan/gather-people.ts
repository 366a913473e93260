import type { Transaction } from "../database/database.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import { roleLeadDays } from "./touched.ts";

/**
 * Makes the temporary tables that say who is wanted: `family` (who is whose guardian) and `wanted_user` (one row
 * a user and kind of role, with the schools it holds at). Only touched people are in them.
 */
export async function gatherPeople(
  tx: Transaction,
  weighing: Weighing,
  managesGuardians: boolean,
): Promise<void> {
  await tx.query("drop table if exists user_role, naming, named_role, family, wanted_user, student_scope");
  await gatherRoles(tx, weighing);
  await gatherFamilies(tx, weighing, managesGuardians);
  await gatherWanted(tx, weighing);
}

/** One word for the kinds of role that count alike (connect.md §9.1); `other` has no rights and no role here. */
const roleClass = (column: string): string =>
  `case when ${column} = 'student' then 'student'
        when ${column} in ('teacher', 'aide', 'proctor', 'administrator') then 'staff'
        when ${column} in ('parent', 'guardian', 'relative') then 'guardian' end`;

/**
 * `user_role`: user × kind of role × schools, from users.csv (1.1) and roles.csv (1.2). A role that ended before
 * today is not in force.
 */
async function gatherRoles(tx: Transaction, weighing: Weighing): Promise<void> {
  await tx.query(
    `create temporary table user_role as
     select u.sourced_id, ${roleClass("u.role")} as role, u.role as title, o.org as org_sourced_id, o.position
       from touched_user t
       join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = t.sourced_id and u.ended_by is null
       cross join lateral unnest(case when u.org_sourced_ids = '{}' then array[''] else u.org_sourced_ids end)
                          with ordinality as o (org, position)
      where u.role <> ''
     union all
     select r.user_sourced_id, ${roleClass("r.role")}, r.role, r.org_sourced_id, case r.role_type when 'primary' then 0 else 1 end
       from touched_user t
       join source_role r on r.district_id = $1 and r.source_id = $2 and r.user_sourced_id = t.sourced_id and r.ended_by is null
      where (r.ends_on is null or r.ends_on >= $3::date) and (r.begins_on is null or r.begins_on <= $3::date + ${roleLeadDays})`,
    [weighing.districtId, weighing.sourceId, weighing.today],
  );
  await tx.query("create index on user_role (sourced_id); analyze user_role");
}

/**
 * `family`: every pair of student and guardian with a touched person on either side, from both sides' agents and
 * from guardians.csv. The student is who has the role of a student, and the other must be a parent, guardian or
 * relative: a link to a teacher or a mentor is no family (guardian practice §4.2, §4.14).
 *
 * @NOTE under row-level security a condition on a case or coalesce expression may not use an index; so the roles of
 * the named are looked up by plain columns first.
 */
async function gatherFamilies(tx: Transaction, weighing: Weighing, managesGuardians: boolean): Promise<void> {
  const named = managesGuardians ? (weighing.isFull ? everyNaming : touchedNamings) : noNaming;
  const values = [weighing.districtId, weighing.sourceId];
  await tx.query(`create temporary table naming as ${named}`, values);
  await tx.query("analyze naming");
  await tx.query(
    `create temporary table named_role as
     with named as materialized (select near as sourced_id from naming union select far from naming)
     select n.sourced_id, ${roleClass("u.role")} as role from named n join source_user u using (sourced_id) where ${now("u")}
     union
     select n.sourced_id, ${roleClass("r.role")} from named n join source_role r on r.user_sourced_id = n.sourced_id where ${now("r")}`,
    values,
  );
  await tx.query("create index on named_role (sourced_id, role); analyze named_role");
  await tx.query(
    `create temporary table family as
     with sided as (
       select case when s.role is null then far else near end as student, case when s.role is null then near else far end as guardian,
              line, relationship, contact_type, said_in
         from naming n left join named_role s on s.sourced_id = n.near and s.role = 'student'
     )
     select student as student_sourced_id, guardian as guardian_sourced_id, min(line) as line,
            max(relationship) as relationship, max(contact_type) as contact_type, max(said_in) as said_in
       from sided
       join named_role s on s.sourced_id = student and s.role = 'student'
       join named_role g on g.sourced_id = guardian and g.role = 'guardian'
      group by student, guardian`,
  );
  await tx.query(
    "create index on family (guardian_sourced_id); create index on family (student_sourced_id); analyze family",
  );
}

const naming =
  "u.sourced_id as near, a.agent as far, u.line, '' as relationship, '' as contact_type, 'users' as said_in";
const contact =
  "g.student_sourced_id, g.guardian_sourced_id, g.line, g.relationship, g.contact_type, 'guardians' as said_in";
const now = (alias: string): string =>
  `${alias}.district_id = $1 and ${alias}.source_id = $2 and ${alias}.ended_by is null`;

const noNaming = `select ${naming} from source_user u, unnest(u.agent_sourced_ids) as a (agent) where ${now("u")} and false`;

const everyNaming = `
  select ${naming} from source_user u, unnest(u.agent_sourced_ids) as a (agent) where ${now("u")}
  union all
  select ${contact} from source_guardian g where ${now("g")}`;

const touchedNamings = `
  select ${naming} from touched_user t join source_user u using (sourced_id), unnest(u.agent_sourced_ids) as a (agent) where ${now("u")}
  union all
  select ${naming} from touched_user t
    join source_agent n on n.district_id = $1 and n.source_id = $2 and n.agent_sourced_id = t.sourced_id
    join source_user u on u.sourced_id = n.user_sourced_id and t.sourced_id = any (u.agent_sourced_ids)
         cross join lateral (select t.sourced_id as agent) a where ${now("u")}
  union all
  select ${contact} from touched_user t join source_guardian g on g.student_sourced_id = t.sourced_id where ${now("g")}
  union all
  select ${contact} from touched_user t join source_guardian g on g.guardian_sourced_id = t.sourced_id where ${now("g")}`;

/**
 * `wanted_user`: a student or member of staff counts at every linked school they are filed under; a guardian
 * counts once one of their students does (school 0), and belongs to that student's school for the gates. A
 * student who is not touched counts where the directory has them.
 */
async function gatherWanted(tx: Transaction, weighing: Weighing): Promise<void> {
  await tx.query(
    `create temporary table wanted_user as
     select r.sourced_id, r.role, min(r.title) as title,
            array_agg(distinct s.school_id) as school_ids, 0::bigint as family_school
       from user_role r join school_of s using (org_sourced_id)
      where r.role in ('student', 'staff') and (s.school_id <> 0 or r.role = 'staff')
      group by r.sourced_id, r.role`,
  );
  await tx.query("create index on wanted_user (sourced_id, role); analyze wanted_user");
  await tx.query(
    `create temporary table student_scope as
     select f.student_sourced_id as sourced_id, coalesce(w.school_ids[1], held.school_id) as school_id
       from (select distinct student_sourced_id from family) f
       left join wanted_user w on w.sourced_id = f.student_sourced_id and w.role = 'student'
       left join lateral (
         select min(r.school_id) as school_id
           from link l join role_record r on r.district_id = l.district_id and r.person_id = l.record_id
            and r.role = 'student' and r.status = 'active'
          where w.sourced_id is null and l.district_id = $1 and l.source_id = $2 and l.record_type = 'person'
            and l.sourced_id = f.student_sourced_id
            and not exists (select from touched_user t where t.sourced_id = f.student_sourced_id)) held on true
      where coalesce(w.school_ids[1], held.school_id) is not null`,
    [weighing.districtId, weighing.sourceId],
  );
  await tx.query("create unique index on student_scope (sourced_id); analyze student_scope");
  await tx.query(
    `insert into wanted_user
     select f.guardian_sourced_id, 'guardian', '', array[0]::bigint[], min(s.school_id)
       from family f join student_scope s on s.sourced_id = f.student_sourced_id
      where exists (select from touched_user t where t.sourced_id = f.guardian_sourced_id)
      group by f.guardian_sourced_id`,
  );
  await tx.query("analyze wanted_user");
}
