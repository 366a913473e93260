import type { Transaction } from "../database/database.ts";
import { stagingTables, type Weighing } from "../snapshot/weighing.ts";

/**
 * Which records must be weighed: those the snapshot changed, replaced or ended, and whoever hangs on them. On a
 * full weighing everything the source says and everything linked to it. The work of a sync grows with these
 * tables and not with the district (design §5).
 */
export async function findTouched(tx: Transaction, weighing: Weighing): Promise<void> {
  await tx.query(`drop table if exists touched_class, touched_user`);
  await tx.query(`create temporary table touched_class (sourced_id text collate "C" primary key)`);
  await tx.query(`create temporary table touched_user (sourced_id text collate "C" primary key)`);
  if (weighing.isFull) await touchEverything(tx, weighing);
  else await touchChanged(tx, weighing);
  await tx.query("analyze touched_class; analyze touched_user");
}

async function touchEverything(tx: Transaction, weighing: Weighing): Promise<void> {
  const values = [weighing.districtId, weighing.sourceId];
  for (const [touched, table, type] of [
    ["touched_class", "source_class", "classroom"],
    ["touched_user", "source_user", "person"],
  ] as const)
    await tx.query(
      `insert into ${touched}
       select sourced_id from ${table} where district_id = $1 and source_id = $2
       union
       select sourced_id from link where district_id = $1 and source_id = $2 and record_type = '${type}'`,
      values,
    );
}

async function touchChanged(tx: Transaction, weighing: Weighing): Promise<void> {
  const values = [weighing.districtId, weighing.sourceId, weighing.snapshotId];
  await tx.query(changed("touched_class", "source_class", "sourced_id"), values);
  // A term or course that changes shows in every class that names it.
  await tx.query(
    `with session as (${changedIds("source_session", "sourced_id")}), course as (${changedIds("source_course", "sourced_id")})
     insert into touched_class
     select c.sourced_id from source_class c
      where c.district_id = $1 and c.source_id = $2 and c.ended_by is null
        and ((select count(*) from session) > 0 and c.term_sourced_ids && (select array_agg(sourced_id::text) from session)
             or c.course_sourced_id in (select sourced_id from course))
     on conflict do nothing`,
    values,
  );
  await tx.query(changed("touched_user", "source_user", "sourced_id"), values);
  await tx.query(changed("touched_user", "source_role", "user_sourced_id"), values);
  await tx.query(changed("touched_user", "source_guardian", "student_sourced_id"), values);
  await tx.query(changed("touched_user", "source_guardian", "guardian_sourced_id"), values);
  await touchMovedOrgs(tx, values);
  await touchRolesByCalendar(tx, weighing);
  await touchFamilies(tx, values);
  await touchSamePerson(tx, values);
  await touchSameIdentity(tx, values);
}

/**
 * Orgs that come, go, or stand elsewhere in the tree take their people and classes along, though no row of theirs
 * has changed: somebody filed under an unknown org must be looked at when it arrives. Rare, so a whole pass is fair.
 */
async function touchMovedOrgs(tx: Transaction, values: readonly unknown[]): Promise<void> {
  const [district, source] = values;
  const moved = await tx.query<{ sourced_id: string }>(
    `select coalesce(new.sourced_id, old.sourced_id) as sourced_id
       from ${stagingTables.staged("source_org")} new
       full join (select * from source_org where district_id = $1 and source_id = $2 and ended_by = $3) old
         using (sourced_id)
      where (new.type, new.parent_sourced_id) is distinct from (old.type, old.parent_sourced_id)`,
    values,
  );
  if (moved.length === 0) return;
  const ids = [district, source, moved.map((org) => org.sourced_id)];
  const now = "district_id = $1 and source_id = $2 and ended_by is null";
  await tx.query(
    `insert into touched_class select sourced_id from source_class where ${now} and school_sourced_id = any ($3::text[])
     on conflict do nothing`,
    ids,
  );
  await tx.query(
    `insert into touched_user select sourced_id from source_user where ${now} and org_sourced_ids && $3::text[]
     on conflict do nothing`,
    ids,
  );
}

/** Roles of 1.2 that begin or end by the calendar, though nobody sent them anew. */
async function touchRolesByCalendar(tx: Transaction, weighing: Weighing): Promise<void> {
  const { districtId, sourceId, today, lastDay } = weighing;
  if (today === lastDay) return;
  await tx.query(
    `insert into touched_user
     select user_sourced_id from source_role
      where district_id = $1 and source_id = $2 and ended_by is null
        and (ends_on >= $3::date and ends_on < $4::date
          or begins_on > $3::date + ${roleLeadDays} and begins_on <= $4::date + ${roleLeadDays})
     on conflict do nothing`,
    [districtId, sourceId, lastDay, today],
  );
}

/** A role counts this many days before it begins, so that a teacher finds their classes before the first day. */
export const roleLeadDays = 30;

/** The ids of a table that the snapshot wrote, replaced or ended, or that must be weighed whatever it says. */
function changedIds(table: string, column: string): string {
  const isUnsettled = table === "source_user" ? "row_hash is null and not is_derived" : "row_hash is null";
  return `select ${column} as sourced_id from ${stagingTables.staged(table)}
          union
          select ${column} from ${table} where district_id = $1 and source_id = $2 and ended_by = $3
          union
          select ${column} from ${table} where district_id = $1 and source_id = $2 and ${isUnsettled}`;
}

function changed(touched: string, table: string, column: string): string {
  return `insert into ${touched} ${changedIds(table, column)} on conflict do nothing`;
}

/** Whoever the changed people name as family, or who names them: their roles and links may follow. */
async function touchFamilies(tx: Transaction, values: readonly unknown[]): Promise<void> {
  await tx.query("analyze touched_user");
  await tx.query(
    `insert into touched_user
     select agent from source_user u join touched_user t using (sourced_id), unnest(u.agent_sourced_ids) as agent
      where u.district_id = $1 and u.source_id = $2
     union
     select a.user_sourced_id from touched_user t
       join source_agent a on a.district_id = $1 and a.source_id = $2 and a.agent_sourced_id = t.sourced_id and $3 > 0
     union
     select g.guardian_sourced_id from touched_user t
       join source_guardian g on g.district_id = $1 and g.source_id = $2 and g.student_sourced_id = t.sourced_id
     union
     select other.sourced_id from touched_user t
       join link l on l.district_id = $1 and l.source_id = $2 and l.record_type = 'person' and l.sourced_id = t.sourced_id
       join guardianship g on g.district_id = $1 and (g.student_id = l.record_id or g.guardian_id = l.record_id)
       join link other on other.district_id = $1 and other.source_id = $2 and other.record_type = 'person'
        and other.record_id in (g.student_id, g.guardian_id)
     on conflict do nothing`,
    values,
  );
}

/** All sourcedIds of a touched person: what one of them lost another may still say. */
async function touchSamePerson(tx: Transaction, values: readonly unknown[]): Promise<void> {
  await tx.query(
    `insert into touched_user
     select other.sourced_id from touched_user t
       join link l on l.district_id = $1 and l.source_id = $2 and l.record_type = 'person' and l.sourced_id = t.sourced_id
       join link other on other.district_id = $1 and other.source_id = $2 and other.record_type = 'person'
        and other.record_id = l.record_id and other.sourced_id <> l.sourced_id and $3 > 0
     on conflict do nothing`,
    values,
  );
}

/**
 * Whoever a new adult will be recognised as (see `dealPeople`): that person is planned with all they are, or the
 * role they have already would look as if nobody named it any more.
 */
async function touchSameIdentity(tx: Transaction, values: readonly unknown[]): Promise<void> {
  await tx.query(
    `with fresh as materialized (
       select distinct u.identity_key
         from touched_user t
         join source_user u on u.district_id = $1 and u.source_id = $2 and u.sourced_id = t.sourced_id
          and u.ended_by is null and u.identity_key is not null and $3 > 0
        where not exists (select from link l where l.district_id = $1 and l.source_id = $2
                             and l.record_type = 'person' and l.sourced_id = t.sourced_id)
     )
     insert into touched_user
     select own.sourced_id
       from fresh
       join person p on p.district_id = $1 and p.identity_key = fresh.identity_key
       join link own on own.district_id = $1 and own.source_id = $2 and own.record_type = 'person'
        and own.record_id = p.person_id
     on conflict do nothing`,
    values,
  );
}
