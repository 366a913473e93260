import type { Transaction } from "../database/database.ts";
import { stagingTables, type Weighing } from "./weighing.ts";

/**
 * Turns the guardians of guardians.csv into users beside those of users.csv, one a guardian id, so that matching
 * and planning know one kind of adult. Where rows of siblings disagree, the first by id of the row is taken and
 * the others are a finding (reliability G-03). A guardian whom users.csv names too is left to users.csv, and one whom it
 * names no longer is taken from guardians.csv, though not a byte of that has changed.
 */
export async function deriveGuardians(tx: Transaction, weighing: Weighing): Promise<void> {
  const values = [weighing.districtId, weighing.sourceId, weighing.snapshotId];
  await tx.query("drop table if exists changed_guardian");
  await tx.query(
    `create temporary table changed_guardian as
     select guardian_sourced_id as sourced_id from ${stagingTables.staged("source_guardian")}
     union
     select guardian_sourced_id from source_guardian where district_id = $1 and source_id = $2 and ended_by = $3
     union
     select sourced_id from source_user where district_id = $1 and source_id = $2 and ended_by = $3 and not is_derived`,
    values,
  );
  await tx.query(
    `update source_user old set ended_by = $3 from changed_guardian c
      where old.district_id = $1 and old.source_id = $2 and old.sourced_id = c.sourced_id and old.is_derived
        and old.ended_by is null and old.snapshot_id <> $3`,
    values,
  );
  await tx.query(
    `insert into source_user (district_id, source_id, sourced_id, snapshot_id, record, line, role, org_sourced_ids, username,
                              identifier, given_name, middle_name, family_name, email, sms, phone, language,
                              agent_sourced_ids, grades, is_enabled, identity_key, is_derived)
     select distinct on (g.guardian_sourced_id)
            $1, $2, g.guardian_sourced_id, $3, g.record, g.line, 'guardian', '{}'::text[], '', '', g.given_name, '',
            g.family_name, g.email, g.mobile, g.home_phone, g.language, '{}'::text[], '{}'::text[], true, g.identity_key, true
       from changed_guardian c
       join source_guardian g on g.district_id = $1 and g.source_id = $2 and g.guardian_sourced_id = c.sourced_id
        and g.ended_by is null
      where not exists (select from source_user u where u.district_id = $1 and u.source_id = $2
                           and u.sourced_id = c.sourced_id and u.ended_by is null)
      order by g.guardian_sourced_id, g.sourced_id`,
    values,
  );
}

/**
 * Files without orgs.csv name their schools only by their IDs (connect.md §9): each ID becomes an org that bears
 * it as its name.
 */
export async function deriveOrgs(tx: Transaction, weighing: Weighing): Promise<void> {
  await tx.query(
    `insert into source_org (district_id, source_id, sourced_id, snapshot_id, record, line, name, type, identifier, parent_sourced_id)
     select $1, $2, id, $3, 0, 0, id, 'school', '', ''
       from (select school_sourced_id as id from ${stagingTables.staged("source_class")}
             union
             select unnest(org_sourced_ids) from ${stagingTables.staged("source_user")}) named
      where id <> '' and not exists (select from source_org o where o.district_id = $1 and o.source_id = $2 and o.sourced_id = id)
      order by id`,
    [weighing.districtId, weighing.sourceId, weighing.snapshotId],
  );
}
