import { isSaid, type ShapeQuery } from "./shape-query.ts";

/** Findings about schools and the tree above them. */
export const orgShapes: readonly ShapeQuery[] = [
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
    code: "org.parent.missing",
    table: "orgs",
    sql: `select o.sourced_id, o.line, jsonb_build_object('parentSourcedId', o.parent_sourced_id) as facts
            from source_org o
           where ${isSaid("o")} and o.parent_sourced_id <> ''
             and not exists (select from source_org p where ${isSaid("p")} and p.sourced_id = o.parent_sourced_id)
           order by o.sourced_id`,
  },
  {
    code: "org.parent.circular",
    table: "orgs",
    sql: `with recursive climb as (
            select o.sourced_id, o.line, o.parent_sourced_id, o.parent_sourced_id as at from source_org o where ${isSaid("o")}
            union
            select c.sourced_id, c.line, c.parent_sourced_id, p.parent_sourced_id
              from climb c join source_org p on ${isSaid("p")} and p.sourced_id = c.at and c.at <> c.sourced_id
          )
          select sourced_id, line, jsonb_build_object('parentSourcedId', parent_sourced_id) as facts
            from climb where at = sourced_id order by sourced_id`,
  },
  {
    // Nothing of the files can be used. Where schools were unlinked, what leaves with them is planned as usual.
    code: "school.files.none",
    table: "orgs",
    sql: `select '' as sourced_id, null::int as line,
                 jsonb_build_object('orgs', count(*), 'schools', count(*) filter (where o.type = 'school')) as facts
            from source_org o
           where o.district_id = $1 and o.source_id = $2 and o.ended_by is null
          having not exists (select from linked_school) and not exists (select from planned_change where action <> 'keep')
             and exists (select from source_user u where u.district_id = $1 and u.source_id = $2 and u.ended_by is null)`,
  },
];
