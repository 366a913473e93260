import type { KeptBase } from "./provided-tables.ts";

/** The year in which the school year of $2 ends, by which the standard names it. */
const yearEnds = "(extract(year from $2::date)::int + 1)";

/** The session that classes without one are held in. */
const assumedTerm = `'m-term-' || ${yearEnds}`;

/**
 * What a reader should find, as temporary tables on top of those that `prepareExport` makes: the same records under the
 * same ids as in an export. $1 is the district, $2 the first day of the school year of today.
 *
 * - Nobody reads of a restricted guardianship, on either side; a guardian who has no other is not listed at all.
 * - Every user is filed at an org: who has none, at the district.
 * - A class has a course and a session, because the standard requires both: where no source says one, it is ours.
 * - Courses and sessions are the sources'; of two sources with the same id the second's bears its source's number.
 */
export const wantedTables: readonly (readonly [name: string, sql: string])[] = [
  ["family_shown", familyShown()],
  ["session_ids", sourceIds("source_session", "starts_on is not null and ends_on is not null")],
  ["course_ids", sourceIds("source_course", "true")],
  ["room_said", roomSaid()],
  ["wanted_class", wantedClass()],
  ["wanted_org", wantedOrg()],
  ["wanted_session", wantedSession()],
  ["wanted_course", wantedCourse()],
  ["wanted_user", wantedUser()],
  ["wanted_enrollment", wantedEnrollment()],
];

/** Where the rows of each kind are found. */
export const wantedOf: Readonly<Record<KeptBase, string>> = {
  ...{ orgs: "wanted_org", academicSessions: "wanted_session", courses: "wanted_course" },
  ...{ classes: "wanted_class", users: "wanted_user", enrollments: "wanted_enrollment" },
};

/** Rows of a snapshot that waits for a decision say nothing yet. */
function isAccepted(alias: string): string {
  return `${alias}.district_id = $1 and ${alias}.snapshot_id <> all (
    array(select snapshot_id from snapshot where district_id = $1 and standing = 'pending'))`;
}

/** A restricted guardianship never stands: see `prepareExport`. */
function familyShown(): string {
  return "select f.* from family_out f where f.stands";
}

/** Which id the records of a source are told under. */
function sourceIds(table: string, isFit: string): string {
  return `
    select source_id, sourced_id,
           (case when row_number() over (partition by sourced_id order by source_id) = 1 then sourced_id
                 else sourced_id || '@' || source_id end) collate "C" as told_id
      from ${table} r where ${isAccepted("r")} and ${isFit}`;
}

/** What the sources say of a classroom beyond what the directory holds; of several classes that feed it, the first. */
function roomSaid(): string {
  return `
    select distinct on (l.record_id) l.record_id as classroom_id, c.class_type, c.periods, k.told_id as course,
           array(select distinct s.told_id from unnest(c.term_sourced_ids) as t (id)
                   join session_ids s on s.source_id = c.source_id and s.sourced_id = t.id order by 1) as terms
      from link_at l
      join source_class c on c.source_id = l.source_id and c.sourced_id = l.sourced_id and ${isAccepted("c")}
      left join course_ids k on k.source_id = c.source_id and k.sourced_id = c.course_sourced_id
     where l.record_type = 'classroom'
     order by l.record_id, l.source_id, l.sourced_id`;
}

function wantedClass(): string {
  return `
    select distinct on (r.sourced_id) r.sourced_id, r.title, r.grades, r.class_code,
           case s.class_type when 'homeroom' then 'homeroom' else 'scheduled' end as class_type, r.location,
           (coalesce(s.course, 'm-course-' || r.sourced_id)) collate "C" as course, s.course is null as has_no_course,
           r.school_sourced_id as school,
           case when cardinality(s.terms) > 0 then s.terms else array[${assumedTerm}] end as terms,
           coalesce(s.periods, '{}') as periods
      from room_out r left join room_said s using (classroom_id)
     where r.stands order by r.sourced_id, r.classroom_id`;
}

function wantedOrg(): string {
  return `
    select distinct on (sourced_id) sourced_id, name, type, identifier, parent
      from (select d.sourced_id, d.name, 'district' as type, d.identifier, ''::text collate "C" as parent, 1 as rank
              from district_org d
            union all
            select s.sourced_id, s.name, 'school', s.identifier, d.sourced_id, 2
              from school_out s cross join district_org d where s.stands) o
     order by sourced_id, rank`;
}

/** A session that classes without one are held in: the school year of today. */
function wantedSession(): string {
  return `
    select distinct on (sourced_id) *
      from (select i.told_id as sourced_id, s.title, case s.type when 'other' then 'term' else s.type end as type,
                   s.starts_on, s.ends_on, coalesce(p.told_id, '') as parent,
                   coalesce(nullif(s.school_year, ''), extract(year from s.ends_on)::text) as school_year,
                   false as is_assumed
              from source_session s
              join session_ids i using (source_id, sourced_id)
              left join session_ids p on p.source_id = s.source_id and p.sourced_id = s.parent_sourced_id
             where ${isAccepted("s")}
            union all
            select ${assumedTerm}, 'School year ' || (${yearEnds} - 1) || '-' || ${yearEnds}, 'term',
                   $2::date, ($2::date + interval '1 year')::date - 1, '', ${yearEnds}::text, true
             where exists (select from wanted_class where terms = array[${assumedTerm}])) s
     order by sourced_id, is_assumed`;
}

function wantedCourse(): string {
  return `
    select distinct on (sourced_id) *
      from (select i.told_id as sourced_id, c.title, c.course_code,
                   coalesce(o.sourced_id, d.sourced_id, '') as org, false as is_assumed
              from source_course c
              join course_ids i using (source_id, sourced_id)
              left join link_at l on l.record_type = 'school' and l.source_id = c.source_id and l.sourced_id = c.org_sourced_id
              left join school_out o on o.school_id = l.record_id and o.stands
              left join district_org d on d.sourced_id = c.org_sourced_id
             where ${isAccepted("c")}
            union all
            select course, title, class_code, school, true from wanted_class where has_no_course) c
     order by sourced_id, is_assumed`;
}

/** One user a person and kind of role, as in an export. */
function wantedUser(): string {
  return `
    with agent as (
      select person_id, role, array_agg(sourced_id order by sourced_id) as sourced_ids
        from (select student_id as person_id, 'student' as role, guardian_sourced_id as sourced_id from family_shown
              union all
              select guardian_id, 'guardian', student_sourced_id from family_shown) near
       group by person_id, role),
    guardian_of as (
      select f.guardian_id as person_id,
             array_agg(distinct o.id order by o.id) filter (where o.id is not null) as orgs,
             case when count(distinct lower(f.relationship)) = 1 and lower(min(f.relationship)) in ('parent', 'relative')
                  then lower(min(f.relationship)) else 'guardian' end as word
        from family_shown f left join lateral unnest(f.orgs) as o (id) on true group by f.guardian_id),
    said as (
      select u.*, d.sourced_id as district,
             case u.role when 'student' then 'student' when 'guardian' then coalesce(g.word, 'guardian')
                  else case when u.title in ('teacher', 'proctor', 'administrator') then u.title else 'aide' end end as word,
             case u.role when 'guardian' then g.orgs else u.orgs end as at
        from person_out u left join guardian_of g on g.person_id = u.person_id and u.role = 'guardian'
       cross join district_org d
       where u.role <> 'guardian' or g.person_id is not null
          or not exists (select from family_out f where f.guardian_id = u.person_id and (f.stands or f.is_barred)))
    select distinct on (u.sourced_id) u.sourced_id, u.word as role,
           case when u.word <> 'administrator' then u.word
                when u.district = any (u.at) then 'districtAdministrator' else 'siteAdministrator' end as role_12,
           p.username, p.given_name, p.middle_name, p.family_name, p.email, p.mobile as sms, p.home_phone as phone,
           p.language, p.student_number as identifier, array(select jsonb_array_elements_text(u.grades)) as grades,
           case when cardinality(u.at) > 0 then u.at else array[u.district] end as orgs,
           coalesce(a.sourced_ids, '{}') as agents
      from said u
      join person p on p.district_id = $1 and p.person_id = u.person_id
      left join agent a on a.person_id = u.person_id and a.role = u.role
     where u.stands order by u.sourced_id, u.person_id`;
}

/** A membership has no sourcedId of its own: class, user and role name it, as in an export. */
function wantedEnrollment(): string {
  return `
    select distinct on (sourced_id) *
      from (select (c.sourced_id || '|' || u.sourced_id || '|' || m.role) collate "C" as sourced_id,
                   c.sourced_id as class, c.school_sourced_id as school, u.sourced_id as user_id,
                   case m.role when 'co-teacher' then 'teacher' else m.role end as role,
                   m.role = 'teacher' as is_primary, m.starts_on, m.ends_on
              from membership m
              join room_out c using (classroom_id)
              join person_out u on u.person_id = m.person_id
               and u.role = case m.role when 'student' then 'student' else 'staff' end
             where m.district_id = $1 and m.status = 'active' and c.stands and u.stands) e
     order by sourced_id`;
}
