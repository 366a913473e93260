import {
  chooseSamples,
  type SampleCandidate,
  type SamplePin,
  type SampleReason,
} from "@muster/rules/plan/choose-samples.ts";
import type { Reader } from "../../database/database.ts";
import { type LineScope, type PlanChange, readByOrdinal } from "./plan-lines.ts";

/** A change that stands for its group, and why it does. */
export type Sample = PlanChange & { readonly first: SampleReason | undefined };

/** So many changes of a school are weighed, and so many in all: enough to differ in. */
const perSchool = 6;
const inAll = 120;

/**
 * Some changes of a group: its worst cases, and others that differ.
 *
 * @param turn another number, other samples; the worst cases stay
 */
export async function readSamples(
  tx: Reader,
  scope: LineScope,
  of: { readonly group: number; readonly turn: number; readonly now: Date },
  most = 5,
): Promise<readonly Sample[]> {
  const group = [scope.districtId, scope.planId, scope.schoolIds, of.group];
  const shuffled = await tx.query<SampleCandidate & Record<string, unknown>>(candidates, [
    ...group,
    String(of.turn),
  ]);
  const pins = await tx.query<SamplePin & Record<string, unknown>>(worstCases, [...group, of.now]);
  const chosen = chooseSamples(shuffled, pins, most);
  const rows = await readByOrdinal(
    tx,
    scope,
    chosen.map(({ ordinal }) => ordinal),
  );
  const byOrdinal = new Map(rows.map((row) => [row.ordinal, row]));
  return chosen.flatMap(({ ordinal, reason }) => {
    const row = byOrdinal.get(ordinal);
    return row === undefined ? [] : [{ ...row, first: reason }];
  });
}

/** The changes of the group $4 of a plan, in the schools $3. */
const inGroup = `
  l.district_id = $1 and l.plan_id = $2 and l.group_no = $4
  and ($3::bigint[] is null or l.school_id = any ($3::bigint[]))`;

const change = `
  plan_change c on c.district_id = $1 and c.plan_id = $2 and c.type = l.type and c.ordinal = l.ordinal`;

/** Some of each school, shuffled by the turn $5. */
const candidates = `
  select l.ordinal, l.school_id as "schoolId", coalesce(c.after->'roles'->0->'grades'->>0, '') as grade
    from (select l.ordinal, l.type, l.school_id,
                 row_number() over (partition by l.school_id order by md5(l.ordinal::text || $5)) as place
            from plan_line l where ${inGroup}) l
    join ${change}
   where place <= ${perSchool}
   order by place, md5(l.school_id::text || $5), l.ordinal limit ${inAll}`;

/** A student who stays: the plan does not end them. */
const stays = (student: string): string => `
  exists (select from role_record r where r.district_id = $1 and r.person_id = ${student} and r.role = 'student'
             and r.status = 'active')
  and not exists (select from plan_change g where g.district_id = $1 and g.plan_id = $2 and g.type = 'student'
             and g.kind = 'removal' and g.record_id = ${student})`;

const planned = (type: string, kind: string): string =>
  `select from plan_change g where g.district_id = $1 and g.plan_id = $2 and g.type = '${type}' and g.kind = '${kind}'`;

/**
 * The worst cases of the group, a few for each reason (`SampleReason`); $5 is now. Whether the plan was applied or waits,
 * it says the same: what it ends is counted as ended, and what it brings as there.
 *
 * @NOTE Each reason begins with what ends in the group, or with the few families that are restricted, and looks up the
 * rest by its index. Those who come or stay are never bad news but for a restricted family.
 */
const worstCases = `
  with mine as materialized (
    select c.ordinal, c.type, c.part, c.role, c.record_id, c.other_id
      from plan_line l join ${change} where ${inGroup} and l.kind = 'removal'),
  leaving as (
    select ordinal, record_id, other_id from mine where type = 'membership' and role = 'student'),
  losses as (select record_id, count(*) as students, min(ordinal) as ordinal from leaving group by record_id)
  (select ordinal, 'protected' as reason, 1::float8 as weight from mine where part = 'protected' limit 3)
  union all
  (select m.ordinal, 'signed-in', extract(epoch from p.signed_in_at)::float8
     from mine m join person p on p.district_id = $1
      and p.person_id = case when m.type in ('membership', 'guardianship') then m.other_id else m.record_id end
    where m.type not in ('school', 'classroom', 'link') and p.signed_in_at > $5::timestamptz - interval '7 days'
    order by p.signed_in_at desc limit 3)
  union all
  (select l.ordinal, 'restricted-family', 1
     from (select student_id as id from guardianship where district_id = $1 and is_restricted
           union select guardian_id from guardianship where district_id = $1 and is_restricted) r
     join plan_change c on c.district_id = $1 and c.plan_id = $2 and c.record_id = r.id
      and c.type in ('student', 'guardian', 'guardianship')
     join plan_line l on l.type = c.type and l.ordinal = c.ordinal and ${inGroup} limit 3)
  union all
  (select m.ordinal, 'no-guardian-left', 1 from mine m
    where m.type = 'guardianship' and ${stays("m.record_id")}
      and not exists (${planned("guardianship", "addition")} and g.record_id = m.record_id)
      and not exists (select from guardianship h where h.district_id = $1 and h.student_id = m.record_id and h.status = 'active'
                         and not exists (${planned("guardianship", "removal")}
                                           and g.record_id = h.student_id and g.other_id = h.guardian_id)) limit 3)
  union all
  (select m.ordinal, 'no-class-left', 1 from leaving m
    where ${stays("m.other_id")}
      and not exists (${planned("membership", "addition")} and g.role = 'student' and g.other_id = m.other_id)
      and not exists (select from membership h
                        join classroom k on k.district_id = $1 and k.classroom_id = h.classroom_id and k.status = 'active'
                       where h.district_id = $1 and h.person_id = m.other_id and h.role = 'student' and h.status = 'active'
                         and not exists (${planned("membership", "removal")} and g.record_id = h.classroom_id
                                           and g.other_id = h.person_id and g.role = 'student')) limit 3)
  union all
  (select m.ordinal, 'class-emptied', m.students from losses m
    where not exists (${planned("classroom", "removal")} and g.record_id = m.record_id)
      and not exists (${planned("membership", "addition")} and g.role = 'student' and g.record_id = m.record_id)
      and not exists (select from membership h where h.district_id = $1 and h.classroom_id = m.record_id and h.role = 'student'
                         and h.status = 'active'
                         and not exists (${planned("membership", "removal")} and g.record_id = h.classroom_id
                                           and g.other_id = h.person_id and g.role = 'student'))
    order by m.students desc, m.ordinal limit 3)
  union all
  (select ordinal, 'class-loses-most', students from losses where students > 1 order by students desc, ordinal limit 1)
  union all
  (select m.ordinal, 'in-most-classes', count(*) from mine m
     join membership h on h.district_id = $1 and h.person_id = m.record_id and h.status = 'active'
    where m.type in ('student', 'staff')
    group by m.ordinal having count(*) > 1 order by 3 desc, m.ordinal limit 1)`;
