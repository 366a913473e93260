import { isSaid, type ShapeQuery } from "./shape-query.ts";

/** Findings about families. Only what this weighing touched is looked at. */
export const familyShapes: readonly ShapeQuery[] = [
  {
    code: "guardian.students.none",
    table: "users",
    sql: `select r.sourced_id, u.line, null::jsonb as facts, u.is_derived
            from (select distinct sourced_id from user_role where role = 'guardian') r
            join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = r.sourced_id and u.ended_by is null
           where not exists (select from wanted_user w where w.sourced_id = r.sourced_id and w.role = 'guardian')
           order by r.sourced_id`,
  },
  {
    code: "guardian.contact.missing",
    table: "users",
    sql: `select w.sourced_id, u.line, null::jsonb as facts, u.is_derived
            from wanted_user w
            join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = w.sourced_id and u.ended_by is null
           where w.role = 'guardian' and u.email = '' and u.sms = '' and u.phone = ''
           order by w.sourced_id`,
  },
  {
    code: "guardian.details.differ",
    table: "guardians",
    sql: `select g.guardian_sourced_id as sourced_id, min(g.line) as line, jsonb_build_object('rows', count(*)) as facts
            from source_guardian g join touched_user t on t.sourced_id = g.guardian_sourced_id
           where g.district_id = $1 and g.source_id = $2 and g.ended_by is null
           group by g.guardian_sourced_id
          having count(distinct (g.email, g.mobile, g.given_name, g.family_name)) > 1
           order by 1`,
  },
  {
    code: "user.agent.unclear",
    table: "users",
    sql: `select u.sourced_id, u.line, jsonb_build_object('agentSourcedId', a.agent) as facts
            from touched_user t
            join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = t.sourced_id and u.ended_by is null,
                 unnest(u.agent_sourced_ids) as a (agent)
            join user_role far on far.sourced_id = a.agent
           where exists (select from user_role near where near.sourced_id = t.sourced_id and near.role = 'student')
             and not exists (select from user_role g where g.sourced_id = a.agent and g.role = 'guardian')
           group by u.sourced_id, u.line, a.agent order by u.sourced_id`,
  },
  {
    // Families were there, and not one row names a family any more (reliability G05).
    code: "guardian.links.missing",
    table: "users",
    sql: `select '' as sourced_id, null::int as line, null::jsonb as facts
           where exists (select from guardianship g where g.district_id = $1 and g.source_id = $2 and g.status = 'active')
             and not exists (select from source_user u where ${isSaid("u")} and u.agent_sourced_ids <> '{}')
             and not exists (select from source_guardian g where ${isSaid("g")})`,
  },
];
