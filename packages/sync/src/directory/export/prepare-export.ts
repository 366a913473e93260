import type { Transaction } from "../../database/database.ts";
import type { DirectoryAt } from "../directory-at.ts";

/**
 * Makes the temporary tables that an export is written from, for the rest of the transaction. `stands` is whether a
 * record counts: its own status is not enough, for a membership in an archived classroom gives nobody anything.
 *
 * | record | stands when active and |
 * |---|---|
 * | classroom | its school stands |
 * | role record | its school stands, or it hangs on none |
 * | membership | its classroom stands, and the person has a standing role of the kind it needs |
 * | guardianship | the student's role as a student and the guardian's as a guardian stand |
 *
 * @param all archived and ended records too; otherwise only what stands is in `kind_out` and the others
 */
export async function prepareExport(
  tx: Transaction,
  districtId: number,
  at: DirectoryAt,
  all: boolean,
): Promise<void> {
  for (const [name, sql] of tables(at, all)) {
    await tx.query(`create temporary table ${name} on commit drop as ${sql}`, valuesFor(sql, districtId));
    await tx.query(`analyze ${name}`);
  }
}

/** PostgreSQL refuses a value that its statement has no place for. */
export function valuesFor(sql: string, districtId: number): readonly unknown[] {
  return sql.includes("$1") ? [districtId] : [];
}

/** Name and content of each table, in order; $1 is the district. */
function tables(at: DirectoryAt, all: boolean): readonly (readonly [name: string, sql: string])[] {
  return [
    ["link_at", `select * from ${at.link} l`],
    ["district_org", districtOrg],
    [
      "school_out",
      `select s.school_id, s.name, s.identifier, s.status = 'active' as stands,
              coalesce(n.sourced_id, 'm-' || s.school_id) collate "C" as sourced_id
         from ${at.school} s left join (${named("school", "position(',' in sourced_id) = 0")}) n on n.record_id = s.school_id`,
    ],
    [
      "room_out",
      `select r.*, s.sourced_id as school_sourced_id, r.status = 'active' and s.stands as stands,
              coalesce(n.sourced_id, 'm-' || r.classroom_id) collate "C" as sourced_id
         from ${at.classroom} r join school_out s using (school_id)
         left join (${named("classroom")}) n on n.record_id = r.classroom_id`,
    ],
    [
      "role_out",
      `select r.*, r.status = 'active' and (r.school_id = 0 or s.stands) as stands,
              case when r.school_id <> 0 then s.sourced_id when r.role = 'staff' then d.sourced_id end as org
         from ${at.role} r left join school_out s using (school_id) cross join district_org d`,
    ],
    ["kind_out", kinds(all)],
    ...ids,
    [
      "family_out",
      // Who must stay away from a child today is not handed out as their family of yesterday either (security row 38).
      `select f.*, f.status = 'active' and not barred.today and s.stands and g.stands as stands, s.orgs,
              f.is_restricted or barred.today as is_barred,
              s.sourced_id as student_sourced_id, g.sourced_id as guardian_sourced_id
         from ${at.guardianship} f
        cross join lateral (
          select exists (select from guardianship n where n.district_id = $1 and n.student_id = f.student_id
                            and n.guardian_id = f.guardian_id and n.is_restricted) as today) barred
         join person_out s on s.person_id = f.student_id and s.role = 'student'
         join person_out g on g.person_id = f.guardian_id and g.role = 'guardian'`,
    ],
  ];
}

/**
 * The sourcedId that a record is exported under: its first, unless a record of another source came under the same.
 * An id that holds a comma cannot stand in a list of the standard, so a school keeps ours then.
 */
function named(type: "school" | "classroom", isFit = "true"): string {
  return `select record_id, sourced_id
            from (select record_id, sourced_id, row_number() over (partition by sourced_id order by source_id, record_id) as nth
                    from (select distinct on (record_id) record_id, source_id, sourced_id from link_at
                           where record_type = '${type}' and record_id <> 0 and ${isFit}
                           order by record_id, source_id, sourced_id) first) used
           where nth = 1`;
}

/** Rows of a snapshot that waits for a decision say nothing yet. */
const isAccepted = (alias: string): string =>
  `${alias}.district_id = $1 and ${alias}.snapshot_id <> all (
     array(select snapshot_id from snapshot where district_id = $1 and standing = 'pending'))`;

/** Staff of the district itself need an org to be filed under: the source's, or one of ours. */
const districtOrg = `
      select coalesce(o.sourced_id, 'm-district') collate "C" as sourced_id, coalesce(nullif(o.name, ''), d.name) as name,
             coalesce(o.identifier, '') as identifier
        from district d
        left join lateral (select sourced_id, name, identifier from source_org o
                            where ${isAccepted("o")} and o.type = 'district' and position(',' in o.sourced_id) = 0
                            order by source_id, sourced_id limit 1) o on true
       where d.district_id = $1`;

/** `kind_out`: one row a person and kind of role, with the orgs it holds at. */
function kinds(all: boolean): string {
  return `
      select person_id, role, case role when 'staff' then 1 when 'student' then 2 else 3 end as rank,
             bool_or(stands) as stands, (array_agg(title order by stands desc, school_id))[1] as title,
             (array_agg(to_jsonb(grades) order by stands desc, school_id))[1] as grades,
             coalesce(array_agg(distinct org) filter (where stands and org is not null),
                      array_agg(distinct org) filter (where org is not null), '{}') as orgs
        from role_out ${all ? "" : "where stands"}
       group by person_id, role`;
}

/** One word for the kinds of role that count alike (connect.md §9.1). */
const roleKind = (column: string): string =>
  `case when ${column} = 'student' then 'student'
        when ${column} in ('teacher', 'aide', 'proctor', 'administrator') then 'staff'
        when ${column} in ('parent', 'guardian', 'relative') then 'guardian' end`;

/**
 * Which of several users of one human was the guardian, once the source lists none of them: the journal knows under
 * which id the family was named.
 */
const familyLink = `
      select distinct u.person_id, u.source_id, u.sourced_id
        from unsaid_link u
        join guardianship g on g.district_id = $1 and g.guardian_id = u.person_id
        join plan_change c on c.district_id = $1 and c.record_id = g.student_id and c.type = 'guardianship'
         and c.other_id = g.guardian_id and c.reason = 'listed' and u.sourced_id = any (c.sourced_ids)
       where exists (select from user_link o where o.person_id = u.person_id and o.sourced_id <> u.sourced_id)`;

/**
 * `person_out`: the rows of `kind_out` with the sourcedId of each. Where one human is several users of a source,
 * each kind of role goes out under the user that brings it; users that the source lists no more stand for the
 * roles that nobody else brings. An id goes out once: the next row that would bear it takes ours.
 */
const ids: readonly (readonly [name: string, sql: string])[] = [
  [
    "user_link",
    `select record_id as person_id, source_id, sourced_id from link_at
      where record_type = 'person' and record_id <> 0`,
  ],
  [
    "said_kind",
    `select u.source_id, u.sourced_id, ${roleKind("u.role")} as role from source_user u
      where ${isAccepted("u")} and u.role <> ''
     union all
     select r.source_id, r.user_sourced_id, ${roleKind("r.role")} from source_role r where ${isAccepted("r")}`,
  ],
  [
    "unsaid_link",
    `select l.* from user_link l
      where not exists (select from said_kind k where k.source_id = l.source_id and k.sourced_id = l.sourced_id)`,
  ],
  ["family_link", familyLink],
  [
    "brought",
    `select distinct on (person_id, role) person_id, role, source_id, sourced_id
       from (select l.person_id, k.role, l.source_id, l.sourced_id from user_link l join said_kind k using (source_id, sourced_id)
             union all
             select person_id, 'guardian', source_id, sourced_id from family_link) l
      order by person_id, role, source_id, sourced_id`,
  ],
  [
    "bearing",
    `with spare_link as (
       select l.*, row_number() over (partition by l.person_id order by l.source_id, l.sourced_id) as nth
         from unsaid_link l where not exists (select from family_link f where f.source_id = l.source_id and f.sourced_id = l.sourced_id)),
     spare_kind as (
       select k.person_id, k.role, row_number() over (partition by k.person_id order by k.rank) as nth
         from kind_out k where not exists (select from brought b where b.person_id = k.person_id and b.role = k.role))
     select k.*, coalesce(b.source_id, l.source_id) as source_id, coalesce(b.sourced_id, l.sourced_id) as borne
       from kind_out k
       left join brought b using (person_id, role)
       left join spare_kind s using (person_id, role)
       left join spare_link l on l.person_id = s.person_id and l.nth = s.nth`,
  ],
  [
    "person_out",
    `select person_id, role, stands, title, grades, orgs,
            (case when borne is not null and row_number() over (partition by borne order by source_id, person_id, rank) = 1 then borne
                  when borne is null and row_number() over (partition by person_id, borne is null order by rank) = 1
                  then 'm-' || person_id
                  else 'm-' || person_id || '-' || role end) collate "C" as sourced_id
       from bearing`,
  ],
];
