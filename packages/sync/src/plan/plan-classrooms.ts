import type { Classroom } from "@muster/rules/model/classroom.ts";
import type { Reason } from "@muster/rules/model/place.ts";
import { planClassroom, type WantedClass } from "@muster/rules/plan/plan-classroom.ts";
import type { Transaction } from "../database/database.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import { because, type PlanContext, pairsPerBatch } from "./plan-context.ts";

interface ClassroomPair extends Record<string, unknown> {
  readonly sourced_id: string;
  readonly line: number | null;
  readonly wanted: WantedClass | null;
  readonly classroom: Classroom | null;
  readonly new_id: number;
  readonly is_listed: boolean;
  readonly is_deleted: boolean;
  /** Another class that feeds the same classroom decides about it. */
  readonly is_second: boolean;
}

/**
 * Plans the classrooms of the touched classes, and deals ids to new ones in `class_of`, which says for every
 * touched class which classroom it is.
 */
export async function planClassrooms(tx: Transaction, context: PlanContext): Promise<void> {
  await findPastClasses(tx, context.weighing);
  await dealClassrooms(tx, context);
  const { weighing, settings, writer } = context;
  const file = context.fileOf("classes");
  const values = [weighing.districtId, weighing.sourceId];
  for await (const pairs of tx.stream<ClassroomPair>(readPairs, values, pairsPerBatch)) {
    for (const pair of pairs) {
      if (pair.is_second) continue;
      const why = because(reasonOf(pair), file, pair.line, [pair.sourced_id]);
      const wanted = pair.wanted ?? undefined;
      writer.add(planClassroom(wanted, pair.classroom ?? undefined, why, settings, pair.new_id));
    }
    await writer.flush();
  }
}

function reasonOf(pair: ClassroomPair): Reason {
  if (pair.wanted !== null) return "listed";
  if (pair.is_listed) return "not-linked";
  return pair.is_deleted ? "to-be-deleted" : "absent";
}

/**
 * `past_class`: touched classes of a school year that is over while another one runs. A source that sends last year's
 * classes again must not open them anew or bring archived ones back (reliability H03). Where no session of the source
 * runs today nothing is past: then the dates cannot be trusted, or it is the summer.
 */
export async function findPastClasses(
  tx: Transaction,
  { districtId, sourceId, today }: Weighing,
): Promise<void> {
  await tx.query("drop table if exists past_class");
  await tx.query(
    `create temporary table past_class as
     with session as (select * from source_session where district_id = $1 and source_id = $2 and ended_by is null),
          past as (select sourced_id, school_year from session
                    where ends_on < $3::date
                      and school_year < (select max(school_year) from session where starts_on <= $3::date and ends_on >= $3::date))
     select c.sourced_id, max(past.school_year) as school_year
       from touched_class t
       join source_class c on c.district_id = $1 and c.source_id = $2 and c.sourced_id = t.sourced_id and c.ended_by is null
       cross join lateral unnest(c.term_sourced_ids) as named (term)
       left join past on past.sourced_id = named.term
      where exists (select from past)
      group by c.sourced_id having count(*) = count(past.sourced_id)`,
    [districtId, sourceId, today],
  );
  await tx.query("create unique index on past_class (sourced_id); analyze past_class");
}

/**
 * A class is wanted where its school is one of ours; the others are out of scope and get no id. Nor does a class that
 * somebody left out: its link leads to no record (`LinkState.isLeftOut`).
 */
async function dealClassrooms(tx: Transaction, context: PlanContext): Promise<void> {
  const { districtId, sourceId } = context.weighing;
  await tx.query("drop table if exists class_of");
  await tx.query(
    `create temporary table class_of as
     select t.sourced_id, l.record_id as classroom_id, false as is_new
       from touched_class t
       join link l on l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom'
        and l.sourced_id = t.sourced_id and l.record_id <> 0`,
    [districtId, sourceId],
  );
  const [row] = await tx.query<{ count: number }>(`select count(*) as count ${newClasses}`, [
    districtId,
    sourceId,
  ]);
  const first = context.deal(row?.count ?? 0);
  await tx.query(
    `insert into class_of
     select c.sourced_id, $3::bigint + row_number() over (order by c.sourced_id) - 1, true ${newClasses}`,
    [districtId, sourceId, first],
  );
  await tx.query("create unique index on class_of (sourced_id); analyze class_of");
}

const newClasses = `
  from touched_class t
  join source_class c on c.district_id = $1 and c.source_id = $2 and c.sourced_id = t.sourced_id and c.ended_by is null
  join school_of s on s.org_sourced_id = c.school_sourced_id and s.school_id <> 0
 where not exists (select from link l where l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom'
                      and l.sourced_id = t.sourced_id)
   and not exists (select from past_class p where p.sourced_id = t.sourced_id)`;

/**
 * The first or last day of a class. Terms that are missing, or whose dates cannot be read, do not erase a day that is
 * known: only a class that names no term has none (reliability F12).
 */
function day(column: "starts_on" | "ends_on"): string {
  return `case when c.term_sourced_ids = '{}' then null
               when term.found < cardinality(c.term_sourced_ids) then coalesce(room.${column}, term.${column})
               else coalesce(term.${column}, room.${column}) end`;
}

const readPairs = `
select t.sourced_id, c.line, o.classroom_id as new_id, c.sourced_id is not null as is_listed,
       exists (select from deleted_row d where d.table_name = 'source_class' and d.sourced_id = t.sourced_id) as is_deleted,
       exists (select from link other
                 join source_class listed on listed.district_id = $1 and listed.source_id = $2
                  and listed.sourced_id = other.sourced_id and listed.ended_by is null
                where other.district_id = $1 and other.source_id = $2 and other.record_type = 'classroom'
                  and other.record_id = room.classroom_id
                  and (other.sourced_id < t.sourced_id or c.sourced_id is null) and other.sourced_id <> t.sourced_id) as is_second,
       case when s.school_id <> 0 and o.classroom_id is not null and (past.sourced_id is null or room.status = 'active') then jsonb_build_object(
         'sourcedId', c.sourced_id, 'schoolId', s.school_id,
         'title', coalesce(nullif(c.title, ''), nullif(concat_ws(' ', course.title, nullif(c.class_code, '')), ''), c.sourced_id),
         'classCode', c.class_code, 'grades', c.grades, 'location', c.location,
         'startsOn', ${day("starts_on")}, 'endsOn', ${day("ends_on")}) end as wanted,
       case when room.classroom_id is not null then jsonb_build_object(
         'classroomId', room.classroom_id, 'schoolId', room.school_id, 'title', room.title,
         'classCode', room.class_code, 'grades', room.grades, 'location', room.location,
         'startsOn', room.starts_on, 'endsOn', room.ends_on, 'status', room.status,
         'archivedBy', room.archived_by, 'origin', room.origin, 'version', room.version) end as classroom
  from touched_class t
  left join source_class c on c.district_id = $1 and c.source_id = $2 and c.sourced_id = t.sourced_id and c.ended_by is null
  left join school_of s on s.org_sourced_id = c.school_sourced_id
  left join source_course course on course.district_id = $1 and course.source_id = $2
   and course.sourced_id = c.course_sourced_id and course.ended_by is null and c.title = ''
  left join past_class past on past.sourced_id = t.sourced_id
  left join lateral (select min(starts_on) as starts_on, max(ends_on) as ends_on, count(*) as found from source_session
                      where district_id = $1 and source_id = $2 and ended_by is null
                        and sourced_id = any (c.term_sourced_ids)) term on true
  left join class_of o on o.sourced_id = t.sourced_id
  left join classroom room on room.district_id = $1 and room.classroom_id = o.classroom_id
 order by t.sourced_id`;
