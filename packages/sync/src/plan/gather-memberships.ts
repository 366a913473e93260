import type { Transaction } from "../database/database.ts";
import { stagingTables, type Weighing } from "../snapshot/weighing.ts";

/**
 * Makes the temporary tables that memberships are planned from: `room_after` and `role_after` (what stands after
 * this plan, where the plan changes it), `standing_role`, `touched_membership` (unless everything is weighed),
 * `fed_classroom`, `wanted_membership`, `ended_membership`, `lost_enrollment`, `judged_apart` and `shrinking_class`. Needs
 * `planned_change` to hold this plan's classrooms and people already.
 */
export async function gatherMemberships(tx: Transaction, weighing: Weighing): Promise<void> {
  await tx.query(
    `drop table if exists room_after, role_after, touched_membership, fed_classroom, standing_role, wanted_membership,
                          ended_membership, lost_enrollment, judged_apart, shrinking_class`,
  );
  await tx.query("create index on class_of (classroom_id); analyze class_of");
  await gatherStanding(tx);
  if (!weighing.isFull) await touchMemberships(tx, weighing);
  await findFedClassrooms(tx, weighing);
  await gatherStandingRoles(tx, weighing);
  await wantMemberships(tx, weighing);
  await findEnded(tx, weighing);
  await findLost(tx, weighing);
  await findJudgedApart(tx);
  await findShrinkingClasses(tx, weighing);
}

async function gatherStanding(tx: Transaction): Promise<void> {
  await tx.query(
    `create temporary table room_after as
     select record_id as classroom_id, (after->>'schoolId')::bigint as school_id,
            after->>'status' = 'active' as is_active, action as action
       from planned_change where type = 'classroom'`,
  );
  await tx.query(
    `create temporary table role_after as
     select c.record_id as person_id, c.type as role, bool_or(r.value->>'status' = 'active') as is_active,
            bool_or(r.value->>'status' = 'active') as is_woken
       from planned_change c, jsonb_array_elements(c.after->'roles') r
      where c.type in ('student', 'staff')
      group by 1, 2`,
  );
  await tx.query(`create unique index on room_after (classroom_id);
                  create unique index on role_after (person_id, role);
                  create index on planned_change (record_id, type);
                  analyze room_after; analyze role_after; analyze planned_change`);
}

/**
 * `standing_role`: who has a standing role of which kind after this plan. A role that ends may leave another of its
 * kind at another school: then the person still stands.
 */
async function gatherStandingRoles(tx: Transaction, weighing: Weighing): Promise<void> {
  const concerned = weighing.isFull
    ? "true"
    : "r.person_id in (select person_id from touched_membership union select person_id from role_after)";
  await tx.query(
    `create temporary table standing_role as
     select person_id, role from role_after where is_active
     union
     select r.person_id, r.role from role_record r
      where r.district_id = $1 and r.role in ('student', 'staff') and r.status = 'active' and ${concerned}
        and not exists (select from planned_change c, jsonb_array_elements(c.after->'roles') v
                         where c.type = r.role and c.record_id = r.person_id
                           and (v.value->>'schoolId')::bigint = r.school_id)`,
    [weighing.districtId],
  );
  await tx.query("create unique index on standing_role (person_id, role); analyze standing_role");
}

/** What an enrollment makes of a person: aide, proctor and administrator get no teaching right (quirk Q092). */
const membershipRole =
  "case e.role when 'student' then 'student' when 'teacher' then 'teacher' else 'aide' end";

/**
 * `touched_membership`: the classroom, person and role of every enrollment that changed, ended by the calendar,
 * or belongs to a classroom or person that came into play; and the memberships that these had before.
 */
async function touchMemberships(tx: Transaction, weighing: Weighing): Promise<void> {
  const { districtId, sourceId, snapshotId, today, lastDay } = weighing;
  await tx.query(
    `create temporary table touched_membership as
     with enrollment as (
       select class_sourced_id, user_sourced_id, role from ${stagingTables.staged("source_enrollment")}
       union
       select class_sourced_id, user_sourced_id, role from source_enrollment
        where district_id = $1 and source_id = $2 and ended_by = $3
       union
       select class_sourced_id, user_sourced_id, role from source_enrollment
        where district_id = $1 and source_id = $2 and row_hash is null
       union
       select class_sourced_id, user_sourced_id, role from source_enrollment
        where district_id = $1 and source_id = $2 and ends_on >= $5::date and ends_on < $4::date
       union
       select e.class_sourced_id, e.user_sourced_id, e.role
         from room_after a join class_of o using (classroom_id)
         join source_enrollment e on e.district_id = $1 and e.source_id = $2 and e.class_sourced_id = o.sourced_id
          and e.ended_by is null
        where a.action in ('create', 'restore')
       union
       select e.class_sourced_id, e.user_sourced_id, e.role
         from role_after a join person_of o using (person_id)
         join source_enrollment e on e.district_id = $1 and e.source_id = $2 and e.user_sourced_id = o.sourced_id
          and e.ended_by is null
        where a.is_woken
     )
     select coalesce(c.classroom_id, lc.record_id) as classroom_id, coalesce(p.person_id, lp.record_id) as person_id,
            ${membershipRole} as role
       from enrollment e
       left join class_of c on c.sourced_id = e.class_sourced_id
       left join link lc on lc.district_id = $1 and lc.source_id = $2 and lc.record_type = 'classroom'
        and lc.sourced_id = e.class_sourced_id and lc.record_id <> 0
       left join person_of p on p.sourced_id = e.user_sourced_id
       left join link lp on lp.district_id = $1 and lp.source_id = $2 and lp.record_type = 'person'
        and lp.sourced_id = e.user_sourced_id
      where coalesce(c.classroom_id, lc.record_id) is not null and coalesce(p.person_id, lp.record_id) is not null
     union
     select m.classroom_id, m.person_id, m.role
       from room_after a join membership m on m.district_id = $1 and m.classroom_id = a.classroom_id
      where a.action = 'restore'
     union
     select m.classroom_id, m.person_id, m.role
       from role_after a join membership m on m.district_id = $1 and m.person_id = a.person_id
      where a.is_woken`,
    [districtId, sourceId, snapshotId, today, lastDay],
  );
  await tx.query(
    "create unique index on touched_membership (classroom_id, person_id, role); analyze touched_membership",
  );
}

/**
 * `fed_classroom`: the classrooms that this source feeds, of those that are weighed. Whoever it brought into a classroom
 * whose link a person has taken away is no longer its own to take out.
 */
async function findFedClassrooms(tx: Transaction, { districtId, sourceId, isFull }: Weighing): Promise<void> {
  const weighed = isFull ? "" : "and record_id in (select classroom_id from touched_membership)";
  await tx.query(
    `create temporary table fed_classroom as
     select distinct record_id as classroom_id from link
      where district_id = $1 and source_id = $2 and record_type = 'classroom' and record_id <> 0 ${weighed}`,
    [districtId, sourceId],
  );
  await tx.query("create unique index on fed_classroom (classroom_id); analyze fed_classroom");
}

/** `wanted_membership`: one row a classroom, person and role that some enrollment in force asks for. */
async function wantMemberships(tx: Transaction, weighing: Weighing): Promise<void> {
  const { districtId, sourceId, today } = weighing;
  const everyone = `
    from source_enrollment e
    join class_of c on c.sourced_id = e.class_sourced_id
    join person_of p on p.sourced_id = e.user_sourced_id
   where true`;
  const touched = `
    from touched_membership t
    join (select r.classroom_id, l.sourced_id from (select distinct classroom_id from touched_membership) r
            join link l on l.district_id = $1 and l.source_id = $2 and l.record_type = 'classroom' and l.record_id = r.classroom_id
          union select classroom_id, sourced_id from class_of) c on c.classroom_id = t.classroom_id
    join (select r.person_id, l.sourced_id from (select distinct person_id from touched_membership) r
            join link l on l.district_id = $1 and l.source_id = $2 and l.record_type = 'person' and l.record_id = r.person_id
          union select person_id, sourced_id from person_of) p on p.person_id = t.person_id
    join source_enrollment e on e.class_sourced_id = c.sourced_id and e.user_sourced_id = p.sourced_id
   where ${membershipRole} = t.role`;
  const key = weighing.isFull ? "c.classroom_id, p.person_id" : "t.classroom_id, t.person_id";
  await tx.query(
    `create temporary table wanted_membership as
     select ${key}, ${membershipRole} as role, min(e.begins_on) as starts_on, max(e.ends_on) as ends_on,
            min(e.line) as line, array_agg(e.sourced_id order by e.sourced_id) as sourced_ids
       ${weighing.isFull ? everyone : touched}
        and e.district_id = $1 and e.source_id = $2 and e.ended_by is null
        and (e.ends_on is null or e.ends_on >= $3::date)
      group by 1, 2, 3`,
    [districtId, sourceId, today],
  );
  await tx.query(
    "create unique index on wanted_membership (classroom_id, person_id, role); analyze wanted_membership",
  );
}

/**
 * `ended_membership`: those whose enrollment came to its last day since the last weighing, as accepted before. The
 * source has announced it, so no limit counts them; an end date that only this snapshot brings is no announcement.
 */
async function findEnded(tx: Transaction, weighing: Weighing): Promise<void> {
  const { districtId, sourceId, snapshotId, today, lastDay } = weighing;
  await tx.query(
    `create temporary table ended_membership as
     select distinct c.record_id as classroom_id, p.record_id as person_id, ${membershipRole} as role, 'ended' as part
       from source_enrollment e
       join link c on c.district_id = $1 and c.source_id = $2 and c.record_type = 'classroom' and c.sourced_id = e.class_sourced_id
       join link p on p.district_id = $1 and p.source_id = $2 and p.record_type = 'person' and p.sourced_id = e.user_sourced_id
      where e.district_id = $1 and e.source_id = $2 and e.ended_by is null and e.snapshot_id <> $3
        and e.ends_on >= $4::date and e.ends_on < $5::date`,
    [districtId, sourceId, snapshotId, lastDay, today],
  );
  await tx.query(
    "create unique index on ended_membership (classroom_id, person_id, role); analyze ended_membership",
  );
}

/**
 * `lost_enrollment`: the enrollments that this snapshot no longer lists, or lists as over, by classroom, person and
 * role. A membership that ends for them names them: if its end is held, they are kept until somebody decides.
 */
async function findLost(tx: Transaction, weighing: Weighing): Promise<void> {
  const { districtId, sourceId, snapshotId, today } = weighing;
  await tx.query(
    `create temporary table lost_enrollment as
     select c.record_id as classroom_id, p.record_id as person_id, ${membershipRole} as role, min(e.line) as line,
            array_agg(distinct e.sourced_id order by e.sourced_id) as sourced_ids
       from (select * from source_enrollment where district_id = $1 and source_id = $2 and ended_by = $3
             union all
             select * from source_enrollment
              where district_id = $1 and source_id = $2 and snapshot_id = $3 and ends_on < $4::date) e
       join link c on c.district_id = $1 and c.source_id = $2 and c.record_type = 'classroom' and c.sourced_id = e.class_sourced_id
       join link p on p.district_id = $1 and p.source_id = $2 and p.record_type = 'person' and p.sourced_id = e.user_sourced_id
      group by 1, 2, 3`,
    [districtId, sourceId, snapshotId, today],
  );
  await tx.query(
    "create unique index on lost_enrollment (classroom_id, person_id, role); analyze lost_enrollment",
  );
}

/** `judged_apart`: people whose change a person must look at; their classes and families wait with it. */
async function findJudgedApart(tx: Transaction): Promise<void> {
  await tx.query(
    `create temporary table judged_apart as
     select record_id as person_id, min(part) as part from planned_change
      where type in ('student', 'staff', 'guardian') and part in ('role-switched', 'other-person') group by 1`,
  );
  await tx.query("create unique index on judged_apart (person_id); analyze judged_apart");
}

/** `shrinking_class`: classrooms of at least five students that would lose more than half of them (reliability G5). */
async function findShrinkingClasses(tx: Transaction, weighing: Weighing): Promise<void> {
  const held =
    "m.district_id = $1 and m.source_id = $2 and m.origin = 'synced' and m.status = 'active' and m.role = 'student'";
  const candidates = weighing.isFull
    ? `from membership m where ${held}`
    : `from touched_membership t join membership m using (classroom_id, person_id, role) where ${held}`;
  await tx.query(
    `create temporary table shrinking_class as
     with leaving as (
       select m.classroom_id, count(*) as students ${candidates}
          and not exists (select from wanted_membership w where w.classroom_id = m.classroom_id
                             and w.person_id = m.person_id and w.role = m.role)
          and not exists (select from ended_membership e where e.classroom_id = m.classroom_id
                             and e.person_id = m.person_id and e.role = m.role)
          and exists (select from standing_role a where a.person_id = m.person_id and a.role = 'student')
        group by m.classroom_id having count(*) >= 3
     )
     select l.classroom_id, 'class-shrinks' as part from leaving l
      where (select count(*) from membership m where m.classroom_id = l.classroom_id and ${held})
            between 5 and l.students * 2 - 1`,
    [weighing.districtId, weighing.sourceId],
  );
  await tx.query("create unique index on shrinking_class (classroom_id); analyze shrinking_class");
}
