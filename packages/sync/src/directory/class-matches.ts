import type { Reader } from "../database/database.ts";

/** A classroom that may be handed over: made by hand, or fed by nothing since somebody took its link away. */
export interface OurClassroom extends Record<string, unknown> {
  readonly classroomId: number;
  readonly title: string;
  readonly classCode: string;
  readonly students: number;
  readonly links: readonly { readonly sourceId: number; readonly sourcedId: string }[];
}

/** A class that a source lists in a school: what it feeds, or what speaks for it being one of our classrooms. */
export interface TheirClass extends Record<string, unknown> {
  readonly sourceId: number;
  readonly sourceName: string;
  readonly sourcedId: string;
  readonly title: string;
  readonly classCode: string;
  readonly students: number;
  readonly staff: number;
  readonly linkedTo: { readonly classroomId: number; readonly name: string } | null;
  /** Somebody took its link away: no sync takes it in by itself. */
  readonly isLeftOut: boolean;
  /** Where it feeds a classroom already, that link has to be taken away first. */
  readonly suggestions: readonly {
    readonly classroomId: number;
    readonly name: string;
    readonly evidence: "code" | "teacher" | "name";
  }[];
}

export interface MatchedClasses {
  readonly school: { readonly schoolId: number; readonly name: string };
  readonly ours: readonly OurClassroom[];
  readonly theirs: readonly TheirClass[];
  readonly total: number;
}

/** Of a list that is longer nobody chooses by reading. */
const mostListed = 500;

/**
 * The classrooms of a school that may be handed over beside the classes that its sources list there. Undefined where
 * there is no such school.
 */
export async function readClassMatches(
  tx: Reader,
  districtId: number,
  schoolId: number,
): Promise<MatchedClasses | undefined> {
  const [school] = await tx.query<{ schoolId: number; name: string }>(
    `select school_id as "schoolId", name from school where district_id = $1 and school_id = $2`,
    [districtId, schoolId],
  );
  if (school === undefined) return undefined;
  const theirs = await readTheirClasses(tx, districtId, schoolId);
  const [first] = theirs;
  return {
    ...{ school, ours: await readOurClassrooms(tx, districtId, schoolId) },
    theirs: theirs.map(({ total: _, ...one }) => one),
    total: first?.total ?? 0,
  };
}

function readOurClassrooms(tx: Reader, districtId: number, schoolId: number): Promise<OurClassroom[]> {
  return tx.query<OurClassroom>(
    `select c.classroom_id as "classroomId", c.title, c.class_code as "classCode",
            (select count(*) from membership m where m.district_id = $1 and m.classroom_id = c.classroom_id
                and m.role = 'student' and m.status = 'active') as students,
            coalesce((select jsonb_agg(jsonb_build_object('sourceId', l.source_id, 'sourcedId', l.sourced_id) order by l.source_id, l.sourced_id)
                from link l where l.district_id = $1 and l.record_type = 'classroom' and l.record_id = c.classroom_id), '[]') as links
       from classroom c
      where c.district_id = $1 and c.school_id = $2 and ${mayBeHandedOver}
      order by lower(c.title), c.classroom_id limit ${mostListed}`,
    [districtId, schoolId],
  );
}

const mayBeHandedOver = `c.status = 'active' and (c.origin = 'manual' or not exists (
  select from link l where l.district_id = $1 and l.record_type = 'classroom' and l.record_id = c.classroom_id))`;

/** Those that feed nothing yet first. Two that share a teacher and a title are more surely the same than two that share a title. */
function readTheirClasses(
  tx: Reader,
  districtId: number,
  schoolId: number,
): Promise<(TheirClass & { readonly total: number })[]> {
  return tx.query<TheirClass & { readonly total: number }>(
    `with fed as (
       select l.source_id, l.sourced_id from link l
        where l.district_id = $1 and l.record_type = 'school' and l.record_id = $2),
          theirs as (
       select distinct on (c.source_id, c.sourced_id) c.source_id, c.sourced_id, c.title, c.class_code,
              exists (select from link l where l.district_id = $1 and l.source_id = c.source_id and l.record_type = 'classroom'
                         and l.sourced_id = c.sourced_id and l.record_id <> 0) as is_taken
         from source_class c join fed f on f.source_id = c.source_id and f.sourced_id = c.school_sourced_id
        where c.district_id = $1 and c.ended_by is null
        order by c.source_id, c.sourced_id, c.snapshot_id desc),
          ours as (
       select c.classroom_id, c.title, c.class_code from classroom c
        where c.district_id = $1 and c.school_id = $2 and ${mayBeHandedOver}),
          listed as (
       select *, count(*) over () as total from theirs
        order by is_taken, lower(title), source_id, sourced_id limit ${mostListed})
     select t.source_id as "sourceId", s.name as "sourceName", t.sourced_id as "sourcedId", t.title, t.class_code as "classCode",
            t.total, coalesce(e.students, 0) as students, coalesce(e.staff, 0) as staff,
            fed.room as "linkedTo", coalesce(fed.record_id = 0, false) as "isLeftOut",
            coalesce((select jsonb_agg(jsonb_build_object('classroomId', o.classroom_id, 'name', o.title, 'evidence', o.evidence)
                                order by array_position(array['code', 'teacher', 'name'], o.evidence), o.classroom_id)
                from (select o.classroom_id, o.title,
                             case when t.class_code <> '' and o.class_code = t.class_code then 'code'
                                  when lower(o.title) = lower(t.title) and ${sharesTeacher} then 'teacher'
                                  when lower(o.title) = lower(t.title) then 'name' end as evidence from ours o) o
               where o.evidence is not null), '[]') as suggestions
       from listed t
       join source s on s.district_id = $1 and s.source_id = t.source_id
       left join lateral (
         select l.record_id, case when k.classroom_id is not null
                  then jsonb_build_object('classroomId', k.classroom_id, 'name', k.title) end as room
           from link l left join classroom k on k.district_id = $1 and k.classroom_id = l.record_id
          where l.district_id = $1 and l.source_id = t.source_id and l.record_type = 'classroom'
            and l.sourced_id = t.sourced_id) fed on true
       left join lateral (
         select count(distinct user_sourced_id) filter (where role = 'student') as students,
                count(distinct user_sourced_id) filter (where role <> 'student') as staff
           from source_enrollment e
          where e.district_id = $1 and e.source_id = t.source_id and e.class_sourced_id = t.sourced_id and e.ended_by is null
            and not e.is_leaving) e on true
      order by t.is_taken, lower(t.title), t.source_id, t.sourced_id`,
    [districtId, schoolId],
  );
}

const sharesTeacher = `exists (
  select from source_enrollment e
    join link p on p.district_id = $1 and p.source_id = e.source_id and p.record_type = 'person' and p.sourced_id = e.user_sourced_id
    join membership m on m.district_id = $1 and m.classroom_id = o.classroom_id and m.person_id = p.record_id and m.status = 'active'
   where e.district_id = $1 and e.source_id = t.source_id and e.class_sourced_id = t.sourced_id and e.ended_by is null
     and e.role <> 'student' and m.role <> 'student')`;
