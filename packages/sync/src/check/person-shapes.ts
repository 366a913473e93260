import { isSaid, type ShapeQuery, said } from "./shape-query.ts";

/** Findings about people as students and staff. Only what this weighing touched is looked at. */
export const personShapes: readonly ShapeQuery[] = [
  {
    code: "user.school.none",
    table: "users",
    sql: `select r.sourced_id, u.line, jsonb_build_object('role', r.role) as facts
            from (select distinct sourced_id, role from user_role where role in ('student', 'staff')) r
            join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = r.sourced_id and u.ended_by is null
           where not exists (select from wanted_user w where w.sourced_id = r.sourced_id and w.role = r.role)
           order by r.sourced_id`,
  },
  {
    code: "adult.roles.joined",
    table: "users",
    sql: `select p.sourced_id, u.line, null::jsonb as facts, u.is_derived
            from person_of p
            join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = p.sourced_id and u.ended_by is null
           where p.is_joined order by p.sourced_id`,
  },
  {
    code: "user.class.none",
    table: "users",
    sql: `select w.sourced_id, u.line, null::jsonb as facts
            from wanted_user w ${said("source_user", "u", "w.sourced_id")}
           where w.role = 'staff' and w.title = 'teacher'
             and not exists (select from source_enrollment e where ${isSaid("e")} and e.user_sourced_id = w.sourced_id)
           order by w.sourced_id`,
  },
  {
    // A new row that speaks of somebody who left, or who leaves today, under another ID (reliability E05, E10).
    code: "user.match.probable",
    table: "users",
    sql: `select n.sourced_id, u.line, jsonb_build_object('heldSourcedId', min(l.sourced_id),
                 'by', case when bool_or(u.identifier <> '' and u.identifier = p.student_number) then 'number' else 'email' end) as facts
            from person_of n ${said("source_user", "u", "n.sourced_id")}
            join (select record_id as person_id from planned_change where type = 'student' and action = 'archive'
                  union select person_id from role_record
                         where district_id = $1 and role = 'student' and status = 'archived') gone on true
            join person p on p.district_id = $1 and p.person_id = gone.person_id
             and lower(p.given_name) = lower(u.given_name) and lower(p.family_name) = lower(u.family_name)
             and (u.identifier <> '' and u.identifier = p.student_number or u.email <> '' and lower(u.email) = lower(p.email))
            join link l on l.district_id = $1 and l.source_id = $2 and l.record_type = 'person' and l.record_id = p.person_id
           where n.is_new and not n.is_joined and u.role = 'student'
           group by n.sourced_id, u.line order by n.sourced_id`,
  },
  {
    // Two adults of one kind with the same name, e-mail and phone: entered twice, or one who came back (G01).
    code: "user.match.probable",
    table: "users",
    sql: `select n.sourced_id, u.line, jsonb_build_object('heldSourcedId', min(same.sourced_id), 'by', 'details') as facts, u.is_derived
            from new_user n ${said("source_user", "u", "n.sourced_id")}
            join lateral (
              select first.sourced_id from new_user first
               where first.identity_key = n.identity_key and first.role = n.role and first.nth = 1 and n.nth > 1
              union all
              select l.sourced_id from person p
                join link l on l.district_id = $1 and l.source_id = $2 and l.record_type = 'person' and l.record_id = p.person_id
               where p.district_id = $1 and p.identity_key = n.identity_key and p.person_id is distinct from n.person_id
            ) same on true
           where n.role <> 'student' and n.identity_key is not null
           group by n.sourced_id, u.line, u.is_derived order by n.sourced_id`,
  },
];
