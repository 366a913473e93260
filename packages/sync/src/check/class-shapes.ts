import { stagingTables } from "../snapshot/weighing.ts";
import { isSaid, type ShapeQuery, said } from "./shape-query.ts";

const staged = stagingTables.staged;

/** Findings about classes and who is in them. Only what this weighing touched is looked at. */
export const classShapes: readonly ShapeQuery[] = [
  {
    code: "class.size.implausible",
    table: "classes",
    sql: `select o.sourced_id, c.line, jsonb_build_object('students', count(*)) as facts
            from wanted_membership w join class_of o on o.classroom_id = w.classroom_id
            join source_class c on c.district_id = $1 and c.source_id = $2 and c.sourced_id = o.sourced_id and c.ended_by is null
           where w.role = 'student' group by o.sourced_id, c.line having count(*) > 200 order by 1`,
  },
  {
    code: "class.teacher.missing",
    table: "classes",
    sql: `select t.sourced_id, c.line, null::jsonb as facts
            from (select sourced_id from touched_class
                  union select class_sourced_id from source_enrollment
                         where district_id = $1 and source_id = $2 and ended_by = $3 and role = 'teacher') t
            ${said("source_class", "c", "t.sourced_id")}
            join school_of s on s.org_sourced_id = c.school_sourced_id and s.school_id <> 0
           where not exists (select from source_enrollment e where ${isSaid("e")} and e.class_sourced_id = t.sourced_id
                                and e.role = 'teacher')
             and not exists (select from link l where l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom'
                                and l.sourced_id = t.sourced_id and l.record_id = 0)
             and not exists (select from past_class p where p.sourced_id = t.sourced_id)
           order by t.sourced_id`,
  },
  {
    // A class of the district, of a department above all schools, or of nothing: it is in no school of ours.
    code: "class.school.none",
    table: "classes",
    sql: `select t.sourced_id, c.line, jsonb_build_object('schoolSourcedId', c.school_sourced_id, 'type', coalesce(o.type, '')) as facts
            from touched_class t ${said("source_class", "c", "t.sourced_id")}
            left join source_org o on ${isSaid("o")} and o.sourced_id = c.school_sourced_id
            left join school_of s on s.org_sourced_id = c.school_sourced_id
           where coalesce(s.school_id, 0) = 0 and coalesce(o.type, '') <> 'school' and exists (select from linked_school)
             and not exists (select from past_class p where p.sourced_id = t.sourced_id)
           order by t.sourced_id`,
  },
  {
    code: "class.year.past",
    table: "classes",
    sql: `select p.sourced_id, c.line, jsonb_build_object('schoolYear', p.school_year) as facts
            from past_class p ${said("source_class", "c", "p.sourced_id")} order by p.sourced_id`,
  },
  {
    // Of a class whose own row has not changed: the term it names has gone.
    code: "class.term.missing",
    table: "classes",
    sql: `select c.sourced_id, c.line, jsonb_build_object('termSourcedId', min(m.term), 'missing', count(*)) as facts
            from touched_class t ${said("source_class", "c", "t.sourced_id")}
            cross join lateral (select term from unnest(c.term_sourced_ids) as named (term)
                                 where not exists (select from source_session s where ${isSaid("s")} and s.sourced_id = term)) m
           where not exists (select from ${staged("source_class")} n where n.sourced_id = c.sourced_id)
           group by c.sourced_id, c.line order by c.sourced_id`,
  },
  {
    // Of enrollments that have not changed: the class they name has gone, and stays as it is inside.
    code: "enrollment.class.missing",
    table: "enrollments",
    sql: `select min(e.sourced_id) as sourced_id, min(e.line) as line,
                 jsonb_build_object('classSourcedId', v.sourced_id, 'rows', count(*)) as facts
            from source_class v join source_enrollment e on ${isSaid("e")} and e.class_sourced_id = v.sourced_id
           where v.district_id = $1 and v.source_id = $2 and v.ended_by = $3
             and not exists (select from ${staged("source_class")} n where n.sourced_id = v.sourced_id)
             and not exists (select from deleted_row d where d.table_name = 'source_class' and d.sourced_id = v.sourced_id)
           group by v.sourced_id order by v.sourced_id`,
  },
  {
    // In a role that the person has nowhere (quirk Q092): the place in class is not given, and nobody else says so.
    code: "enrollment.role.not-held",
    table: "enrollments",
    sql: `select e.sourced_id, e.line,
                 jsonb_build_object('userSourcedId', e.user_sourced_id, 'role', e.role, 'has', coalesce(has.roles, '')) as facts
            from wanted_membership w
            join source_enrollment e on ${isSaid("e")} and e.sourced_id = any (w.sourced_ids)
            left join lateral (
              select string_agg(distinct r.role, ', ') as roles, bool_or((r.role = 'student') = (w.role = 'student')
                       and r.role in ('student', 'teacher', 'aide', 'proctor', 'administrator')) as fits
                from (select u.role from source_user u where ${isSaid("u")} and u.sourced_id = e.user_sourced_id and u.role <> ''
                      union all
                      select r.role from source_role r where ${isSaid("r")} and r.user_sourced_id = e.user_sourced_id) r) has on true
           where not exists (select from standing_role s where s.person_id = w.person_id
                                and s.role = case w.role when 'student' then 'student' else 'staff' end)
             and has.fits is not true
           order by e.sourced_id`,
  },
];
