import { type Finding, type FindingCode, severityOf } from "@muster/rules/check/finding.ts";
import type { Reader } from "../database/database.ts";
import type { Weighing } from "../snapshot/weighing.ts";

/**
 * Findings that only the planning tables show: who is out of scope, whose family cannot be reached, which schools
 * are not linked. Each query answers rows of sourced_id, line and facts; it reads what planning left behind.
 */
export async function findShape(
  tx: Reader,
  weighing: Weighing,
  fileOf: (table: string) => string,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { code, table, sql } of queries) {
    const rows = await tx.query<{ sourced_id: string; line: number | null; facts: Finding["facts"] | null }>(
      sql,
      [weighing.districtId, weighing.sourceId],
    );
    for (const row of rows)
      findings.push({
        ...{
          code,
          severity: severityOf(code),
          file: fileOf(table),
          line: row.line ?? undefined,
          record: undefined,
        },
        ...{ column: undefined, sourcedId: row.sourced_id, facts: row.facts ?? {} },
      });
  }
  return findings;
}

const queries: readonly { readonly code: FindingCode; readonly table: string; readonly sql: string }[] = [
  {
    code: "school.link.missing",
    table: "orgs",
    sql: `select o.sourced_id, o.line,
                 jsonb_build_object('name', o.name, 'suggestion', coalesce((
                   select s.name from school s where s.district_id = $1 and s.status = 'active'
                      and (lower(s.name) = lower(o.name) or (o.identifier <> '' and s.identifier = o.identifier)) limit 1), '')) as facts
            from source_org o
           where o.district_id = $1 and o.source_id = $2 and o.ended_by is null and o.type = 'school'
             and not exists (select from linked_school l where l.sourced_id = o.sourced_id)
           order by o.sourced_id`,
  },
  {
    code: "school.org.absent",
    table: "orgs",
    sql: `select l.sourced_id, null::int as line, jsonb_build_object('name', s.name) as facts
            from link l join school s on s.district_id = l.district_id and s.school_id = l.record_id and s.status = 'active'
           where l.district_id = $1 and l.source_id = $2 and l.record_type = 'school'
             and not exists (select from source_org o where o.district_id = $1 and o.source_id = $2
                                and o.ended_by is null and o.sourced_id = l.sourced_id)
           order by l.sourced_id`,
  },
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
    code: "guardian.students.none",
    table: "users",
    sql: `select r.sourced_id, u.line, null::jsonb as facts
            from (select distinct sourced_id from user_role where role = 'guardian') r
            join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = r.sourced_id and u.ended_by is null
           where not exists (select from wanted_user w where w.sourced_id = r.sourced_id and w.role = 'guardian')
           order by r.sourced_id`,
  },
  {
    code: "guardian.contact.missing",
    table: "users",
    sql: `select w.sourced_id, u.line, null::jsonb as facts
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
    code: "adult.roles.joined",
    table: "users",
    sql: `select p.sourced_id, u.line, null::jsonb as facts
            from person_of p
            join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = p.sourced_id and u.ended_by is null
           where p.is_joined order by p.sourced_id`,
  },
  {
    code: "class.size.implausible",
    table: "classes",
    sql: `select o.sourced_id, c.line, jsonb_build_object('students', count(*)) as facts
            from wanted_membership w join class_of o on o.classroom_id = w.classroom_id
            join source_class c on c.district_id = $1 and c.source_id = $2 and c.sourced_id = o.sourced_id and c.ended_by is null
           where w.role = 'student' group by o.sourced_id, c.line having count(*) > 200 order by 1`,
  },
];
