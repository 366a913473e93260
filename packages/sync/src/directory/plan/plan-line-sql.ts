import { knownBy } from "../known-by.ts";

/**
 * The statements that turn a sealed plan into lines and groups of like changes. $1 is the district, $2 the plan. Each
 * reads what the one before left in a temporary table of the transaction: nothing is decided per row outside of them.
 */

const people = "('student', 'staff', 'guardian')";

/** What a change carries for apply, and nobody looks for. */
const silent =
  "('identityKey', 'origin', 'version', 'archivedBy', 'status', 'link', 'links', 'roles', 'person', 'recordId', 'recordType')";

/** A value without capitals, spaces and punctuation: two that differ in these alone are formatted anew. */
const folded = (value: string): string => `regexp_replace(lower(${value}), '[[:space:][:punct:]]', '', 'g')`;

/** `line_draft`: each change with the values it changes and the facts that may explain it. */
export const draftLines = `
  create temporary table line_draft on commit drop as
  select c.ordinal, c.type, c.kind, c.action, c.school_id, c.slice, c.part, c.reason, c.record_id, c.other_id, c.role,
         c.sourced_ids, coalesce(d.columns, '{}') || coalesce(r.columns, '{}') as columns,
         coalesce(d.is_form, false) and r.columns is null as is_form, d.was_email, d.is_email,
         coalesce(r.was_grade, g.grade) as was_grade, r.is_grade, c.after->>'endsOn' as ends_on,
         case when c.type in ${people} then nullif(concat_ws(' ', c.after->'person'->>'givenName', c.after->'person'->>'familyName'), '')
              when c.type = 'classroom' then c.after->>'title' when c.type = 'school' then c.after->>'name' end as own_name,
         case when c.type = 'school' then c.before->>'name' end as was_name,
         md5(concat_ws('/', c.type, c.action, c.school_id, ${knownBy}))::uuid as known_by,
         case when c.type = 'student' then coalesce(c.after->'roles'->0->'grades'->>0, c.before->'roles'->0->'grades'->>0) end as grade
    from plan_change c
    left join lateral (
      select array_agg(a.key order by a.key) as columns, bool_and(${folded("b.was")} = ${folded("a.value")}) as is_form,
             max(b.was) filter (where a.key = 'email') as was_email, max(a.value) filter (where a.key = 'email') as is_email
        from jsonb_each_text(case when c.type in ${people} then c.after->'person' else c.after end) a
       cross join lateral (
         select case when c.type in ${people} then c.before->'person' else c.before end ->> a.key as was) b
       where c.kind = 'update' and a.key not in ${silent} and coalesce(b.was, '') <> coalesce(a.value, '')) d on true
    left join lateral (
      select array_agg(distinct k.name) as columns, max(v.was->'grades'->>0) as was_grade, max(v.now->'grades'->>0) as is_grade
        from (select n.value as now, (select w.value from jsonb_array_elements(c.before->'roles') w
                                       where w.value->'schoolId' = n.value->'schoolId') as was
                from jsonb_array_elements(c.after->'roles') n) v
       cross join lateral (values ('grades'), ('title'), ('status')) k (name)
       where c.kind = 'update' and c.type in ${people} and v.was is not null and v.was->k.name <> v.now->k.name) r on true
    left join lateral (
      select min(b.value->'grades'->>0) as grade from jsonb_array_elements(c.before->'roles') b
       where c.kind = 'removal' and c.type = 'student' and (b.value->>'schoolId')::bigint = c.school_id) g on true
   where c.district_id = $1 and c.plan_id = $2`;

/**
 * A class that closes takes everybody along without a word on each: who was in it is looked up, unless so many close that
 * it is the end of a year and no section is merged.
 */
const mostClosed = 300;

/** A grade one above another: 04 after 03, 01 after KG. */
const isNextGrade = `case
  when was_grade ~ '^[0-9]{1,2}$' and is_grade ~ '^[0-9]{1,2}$' then is_grade::int = was_grade::int + 1
  when was_grade in ('KG', 'K') then is_grade ~ '^0?1$' when was_grade = 'PK' then is_grade in ('KG', 'K', 'TK')
  when was_grade = 'TK' then is_grade in ('KG', 'K') else false end`;

const domain = (email: string): string => `lower(split_part(${email}, '@', 2))`;

/** `line_cause`: the cause of each change, and the facts that tell one group of a cause from another. */
export const nameCauses = `
  create temporary table line_cause on commit drop as
  with plan_facts as materialized (
    select not exists (select from jsonb_each(p.counts) t where t.key <> 'link'
                          and (t.value->>'keep')::int + (t.value->>'update')::int + (t.value->>'archive')::int > 0) as is_first,
           (p.counts->'guardian'->>'keep')::int + (p.counts->'guardian'->>'update')::int
             + (p.counts->'guardian'->>'archive')::int = 0 as is_first_families,
           p.kind as plan_kind, p.basis->>'today' as today,
           exists (select from plan_slice s, jsonb_array_elements(s.gates) g where s.district_id = $1 and s.plan_id = $2
                      and g->>'code' in ('gate.ids.rekeyed', 'gate.ids.format-changed', 'gate.ids.zeros-lost')) as is_rekeyed
      from plan p where p.district_id = $1 and p.plan_id = $2
  ), schools as materialized (
    select record_id, kind, own_name, was_name from line_draft where type = 'school'
  ), classes as materialized (
    select record_id, kind, own_name from line_draft where type = 'classroom' and kind <> 'update'
  ), movers as materialized (
    select distinct record_id, kind from line_draft where type in ${people} and kind <> 'update'
  ), twins as materialized (
    select o.type, lower(o.name) as name, count(*) filter (where o.kind = 'addition') as came,
           count(*) filter (where o.kind = 'removal') as went
      from (select d.type, d.kind, coalesce(d.own_name, concat_ws(' ', p.given_name, p.family_name)) as name
              from line_draft d left join person p on p.district_id = $1 and p.person_id = d.record_id
             where d.type in ${people} and d.kind <> 'update' and (select is_rekeyed from plan_facts)) o
     group by 1, 2 having count(*) filter (where o.kind = 'addition') > 0 and count(*) filter (where o.kind = 'removal') > 0
  ), went as materialized (
    select other_id as person_id, record_id as class_id from line_draft
     where type = 'membership' and kind = 'removal' and role = 'student'
    union
    select m.person_id, m.classroom_id from classes c
      join membership m on m.district_id = $1 and m.classroom_id = c.record_id and m.role = 'student' and m.status = 'active'
     where c.kind = 'removal' and (select count(*) from classes where kind = 'removal') <= ${mostClosed}
  ), moved as materialized (
    select g.person_id as other_id, g.class_id as from_class, j.record_id as to_class
      from went g join line_draft j on j.type = 'membership' and j.kind = 'addition' and j.role = 'student' and j.other_id = g.person_id
  ), sections as materialized (
    select from_class, to_class, count(*) as students from moved group by 1, 2 having count(*) >= 5
  ), taught as materialized (
    select record_id from line_draft where type = 'membership' and role <> 'student' and kind <> 'update'
     group by 1 having count(distinct kind) = 2
  ), named as (
    select d.ordinal, d.type, d.kind, case
        when plan_kind = 'undo' then 'undone' when plan_kind = 'manual' then 'edited'
        when d.kind = 'update' then case
          when d.type = 'school' and 'name' = any (d.columns) then 'school-renamed'
          when d.columns = '{grades}' and d.type = 'student' and ${isNextGrade} then 'grade-up'
          when d.is_form then 'format'
          when d.columns <@ '{email,username}' and 'email' = any (d.columns) and d.was_email like '%@%' and d.is_email like '%@%'
               and ${domain("d.was_email")} <> ${domain("d.is_email")} then 'email-domain'
          when d.part <> '' then d.part
          when d.columns = '{}' then 'linked' else 'values' end
        when d.part in ('role-switched', 'other-person', 'protected', 'implausible-family', 'restricted-family') then d.part
        when is_first then 'first'
        when t.came > 0 and d.type in ${people} then 'rekeyed'
        when s.kind = d.kind and s.kind = 'addition' then 'school-opened'
        when s.kind = d.kind and s.kind = 'removal' then 'school-closed'
        when d.type = 'link' then 'linked'
        when d.kind = 'addition' then case
          when d.type in ('guardian', 'guardianship') and is_first_families then 'families-begin'
          when d.type = 'membership' and x.to_class is not null then 'section'
          when d.type = 'membership' and d.role <> 'student' and d.record_id in (select record_id from taught) then 'teacher-replaced'
          when d.type = 'membership' and d.record_id in (select record_id from classes where kind = 'addition') then 'class-opened'
          when d.type = 'membership' and d.other_id in (select record_id from movers where kind = 'addition')
            or d.type = 'guardianship' and d.record_id in (select record_id from movers where kind = 'addition') then 'with-newcomer'
          when d.type = 'membership' and d.role = 'student' and d.other_id in (select other_id from moved) then 'class-changed'
          when d.action = 'restore' then 'back' else 'listed' end
        else case
          when d.part = 'ended' or d.type = 'classroom' and d.ends_on < today then 'term-over'
          when d.type = 'student' and d.was_grade in ('12', '13') then 'graduates'
          when d.type = 'membership' and x.to_class is not null then 'section'
          when d.type = 'membership' and d.record_id in (select record_id from classes where kind = 'removal') then 'class-closed'
          when d.type = 'membership' and d.other_id in (select record_id from movers where kind = 'removal')
            or d.type = 'guardianship' and d.record_id in (select record_id from movers where kind = 'removal') then 'with-leaver'
          when d.type = 'membership' and d.role <> 'student' and d.record_id in (select record_id from taught) then 'teacher-replaced'
          when d.type = 'membership' and d.role = 'student' and d.other_id in (select other_id from moved) then 'class-changed'
          when d.part <> '' then d.part
          when d.reason = 'not-linked' then 'not-shared' when d.reason = 'to-be-deleted' then 'called-deleted'
          else 'absent' end
        end as cause,
        d.columns, d.was_grade, d.was_email, d.is_email, d.own_name, s.own_name as school, d.was_name, x.from_class, x.to_class, x.students
      from line_draft d cross join plan_facts
      left join schools s on s.record_id = d.school_id and s.kind <> 'update'
      left join twins t on t.type = d.type and d.kind <> 'update' and t.name = case when is_rekeyed then lower(coalesce(d.own_name,
           (select concat_ws(' ', p.given_name, p.family_name) from person p where p.district_id = $1 and p.person_id = d.record_id))) end
      left join lateral (
        select m.from_class, m.to_class, students from moved m join sections using (from_class, to_class)
         where d.type = 'membership' and d.role = 'student' and m.other_id = d.other_id
           and d.record_id = case d.kind when 'removal' then m.from_class else m.to_class end limit 1) x on true
  )
  select n.ordinal, n.cause, case
      when cause in ('email-domain') then jsonb_build_object('old', ${domain("was_email")}, 'new', ${domain("is_email")})
      when cause in ('values', 'format') then jsonb_build_object('type', n.type, 'kind', n.kind, 'columns', array_to_string(columns, ','))
      when cause in ('school-opened', 'school-closed') then jsonb_build_object('school', coalesce(school, ''))
      when cause = 'school-renamed' then jsonb_build_object('old', coalesce(was_name, ''), 'new', coalesce(n.own_name, ''))
      when cause = 'section' then jsonb_build_object(
        'from', coalesce(f.own_name, (select h.title from classroom h where h.district_id = $1 and h.classroom_id = n.from_class), ''),
        'to', coalesce(i.own_name, (select h.title from classroom h where h.district_id = $1 and h.classroom_id = n.to_class), ''),
        'fromClass', n.from_class, 'toClass', n.to_class, 'students', n.students,
        'isFromClosed', f.kind is not distinct from 'removal', 'isToNew', i.kind is not distinct from 'addition')
      when cause = 'graduates' then jsonb_build_object('type', n.type, 'kind', n.kind, 'grade', was_grade)
      when cause in ('grade-up', 'teacher-replaced', 'class-changed') then '{}'
      else jsonb_build_object('type', n.type, 'kind', n.kind) end as facts
    from named n
    left join classes f on f.record_id = n.from_class
    left join classes i on i.record_id = n.to_class`;

/** `like_group`: the groups, the largest first. A table of the transaction, whose size is known once it was analysed. */
export const draftGroups = `
  create temporary table like_group on commit drop as
  select (row_number() over (order by count(*) desc, cause, facts::text))::integer as group_no, cause, facts, count(*) as changes
    from line_cause group by cause, facts`;

/** Fills `plan_group`. */
export const storeGroups = `
  insert into plan_group (district_id, plan_id, group_no, cause, facts, changes)
  select $1, $2, group_no, cause, facts, changes from like_group`;

/** Names the plan itself gives: whoever is new has no other. */
export const draftNames = `
  create temporary table planned_name on commit drop as
  select distinct on (record_id) record_id, own_name, grade from line_draft
   where own_name is not null and type in ${people} order by record_id, ordinal`;

/** Fills `plan_line`. Names are lower case: they are there to be searched, and shown from their own tables. */
export const storeLines = `
  insert into plan_line (district_id, plan_id, ordinal, type, kind, action, school_id, slice, group_no, columns, known_by,
                         classroom_id, grade, label)
  select $1, $2, d.ordinal, d.type, d.kind, d.action, d.school_id, d.slice, g.group_no, d.columns, d.known_by,
         case when d.type in ('classroom', 'membership') then d.record_id end,
         case when d.type = 'student' or d.type = 'membership' and d.role = 'student'
              then coalesce(d.grade, o.grade, r.grades[1]) end,
         lower(concat_ws(' ', case
           when d.type in ${people} then coalesce(d.own_name, p.given_name || ' ' || p.family_name)
           when d.type in ('membership', 'guardianship') then coalesce(o.own_name, q.given_name || ' ' || q.family_name)
           else coalesce(d.own_name, s.name) end,
         case when d.type = 'membership' then coalesce(k.own_name, h.title)
              when d.type = 'guardianship' then coalesce(n.own_name, p.given_name || ' ' || p.family_name) end,
         array_to_string(d.sourced_ids, ' ')))
    from line_draft d
    join line_cause c using (ordinal)
    join like_group g on g.cause = c.cause and g.facts = c.facts
    left join person p on p.district_id = $1 and p.person_id = d.record_id and d.type in ('student', 'staff', 'guardian', 'guardianship')
    left join person q on q.district_id = $1 and q.person_id = d.other_id and d.type in ('membership', 'guardianship')
    left join planned_name o on o.record_id = d.other_id and d.type in ('membership', 'guardianship')
    left join planned_name n on n.record_id = d.record_id and d.type = 'guardianship'
    left join role_record r on r.district_id = $1 and r.role = 'student' and r.school_id = d.school_id
         and r.person_id = case d.type when 'student' then d.record_id when 'membership' then d.other_id end
    left join classroom h on h.district_id = $1 and h.classroom_id = d.record_id and d.type = 'membership'
    left join line_draft k on k.record_id = d.record_id and k.type = 'classroom' and d.type = 'membership' and k.kind <> 'update'
    left join school s on s.district_id = $1 and s.school_id = d.record_id and d.type = 'school'
   order by d.ordinal`;
