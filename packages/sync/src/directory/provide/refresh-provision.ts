import { schoolYearStart } from "@muster/rules/setting/school-year.ts";
import type { Reader, Transaction } from "../../database/database.ts";
import { refreshStatistics } from "../../database/refresh-statistics.ts";
import { openDirectoryAt } from "../directory-at.ts";
import { prepareExport, valuesFor } from "../export/prepare-export.ts";
import { readDistrictSettings } from "../settings.ts";
import { type KeptBase, keptBases, providedTables } from "./provided-tables.ts";
import { wantedOf, wantedTables } from "./wanted-rows.ts";

/** Rises when the same directory is told in another way, so that what lies ready is made anew. */
const edition = 1;

/**
 * What a record that left can still be read as, in days: `tobedeleted`, for every reader that asks once a school year.
 */
const leavingDays = 400;

/**
 * The state of the directory, as far as a reader could see it, in SQL; $1 is the district. Plans raise the version;
 * courses and sessions change with a snapshot; a restriction counts from the moment it is set; a school year turns with
 * a month.
 */
export const basisNow = (now: Date): string => `
  (select concat_ws(':', '${edition}', '${now.toISOString().slice(0, 7)}', d.version, md5(d.name),
            (select y.value from setting y where y.district_id = $1 and y.key = 'district.year-start'),
            (select n.snapshot_id || n.standing from snapshot n where n.district_id = $1 order by n.snapshot_id desc limit 1),
            (select md5(string_agg(g.student_id || '-' || g.guardian_id, ',' order by g.student_id, g.guardian_id))
               from guardianship g where g.district_id = $1 and g.is_restricted))
     from district d where d.district_id = $1)`;

/**
 * Brings what lies ready for readers in line with the directory, in sets. What is told otherwise than before bears the
 * date of this refresh, and not that of the change behind it: a reader who asks for what changed since their last visit
 * then misses nothing, also where a fact beside the record changed. The transaction must see one moment (repeatable
 * read), and nobody else may refresh this district meanwhile.
 */
export async function refreshProvision(tx: Transaction, districtId: number, now: Date): Promise<void> {
  const begins = (await readDistrictSettings(tx, districtId))["district.year-start"];
  const year = schoolYearStart(now.toISOString().slice(0, 10), begins);
  const [basis] = await tx.query<{ basis: string }>(`select ${basisNow(now)} as basis`, [districtId]);
  await prepareExport(tx, districtId, await openDirectoryAt(tx, districtId, undefined), false);
  for (const [name, sql] of wantedTables) {
    const values = sql.includes("$2") ? [districtId, year] : valuesFor(sql, districtId);
    const text = sql.includes("$1") ? sql : sql.replaceAll("$2", "$1");
    await tx.query(
      `create temporary table ${name} on commit drop as ${text}`,
      text === sql ? values : [year],
    );
    await tx.query(`analyze ${name}`);
  }
  let written = 0;
  for (const base of keptBases) written += await bringInLine(tx, districtId, base, now);
  await placeUsers(tx, districtId);
  const tables = [...keptBases.map((base) => providedTables[base].table), "provided_place"];
  if (written > 0) await refreshStatistics(tx, tables, written);
  await tx.query(
    `insert into provision as p (district_id, basis, made_at, totals) values ($1, $2, $3, $4)
     on conflict (district_id) do update set basis = excluded.basis, made_at = excluded.made_at, totals = excluded.totals`,
    [districtId, basis?.basis ?? "", now.toISOString(), JSON.stringify(await countAll(tx, districtId))],
  );
}

/** Rows written: changed, new, leaving, and those that left long ago. */
async function bringInLine(tx: Transaction, districtId: number, base: KeptBase, now: Date): Promise<number> {
  const { table, columns } = providedTables[base];
  const at = now.toISOString();
  const list = (prefix: string): string => columns.map((name) => `${prefix}${name}`).join(", ");
  const run = async (sql: string, values: readonly unknown[]): Promise<number> => {
    const [row] = await tx.query<{ n: number }>(
      `with done as (${sql} returning 1) select count(*) as n from done`,
      values,
    );
    return row?.n ?? 0;
  };
  const set = columns.map((name) => `${name} = w.${name}`).join(", ");
  const updated = await run(
    `update ${table} p set status = 'active', modified_at = $2, ${set}
       from ${wantedOf[base]} w where p.district_id = $1 and p.sourced_id = w.sourced_id
        and (p.status, ${list("p.")}) is distinct from ('active', ${list("w.")})`,
    [districtId, at],
  );
  const inserted = await run(
    `insert into ${table} (district_id, sourced_id, status, modified_at, ${list("")})
     select $1, w.sourced_id, 'active', $2, ${list("w.")} from ${wantedOf[base]} w
      where not exists (select from ${table} p where p.district_id = $1 and p.sourced_id = w.sourced_id)`,
    [districtId, at],
  );
  // Of somebody who left the name remains, and who they belonged to does not.
  const forget = base === "users" ? ", agents = '{}', email = '', sms = '', phone = '', language = ''" : "";
  const left = await run(
    `update ${table} p set status = 'tobedeleted', modified_at = $2${forget}
      where p.district_id = $1 and p.status = 'active'
        and not exists (select from ${wantedOf[base]} w where w.sourced_id = p.sourced_id)`,
    [districtId, at],
  );
  const longAgo = new Date(now.getTime() - leavingDays * 24 * 3_600_000).toISOString();
  await run(`delete from ${table} where district_id = $1 and status = 'tobedeleted' and modified_at < $2`, [
    districtId,
    longAgo,
  ]);
  return updated + inserted + left;
}

async function placeUsers(tx: Transaction, districtId: number): Promise<void> {
  await tx.query(
    `create temporary table wanted_place on commit drop as
     select distinct o.id collate "C" as org, u.role, u.sourced_id as user_id
       from provided_user u cross join lateral unnest(u.orgs) as o (id) where u.district_id = $1`,
    [districtId],
  );
  await tx.query("analyze wanted_place");
  await tx.query(
    `delete from provided_place p where p.district_id = $1
        and not exists (select from wanted_place w where (w.org, w.role, w.user_id) = (p.org, p.role, p.user_id))`,
    [districtId],
  );
  await tx.query(
    `insert into provided_place (district_id, org, role, user_id)
     select $1, w.org, w.role, w.user_id from wanted_place w
      where not exists (select from provided_place p
                         where p.district_id = $1 and (w.org, w.role, w.user_id) = (p.org, p.role, p.user_id))`,
    [districtId],
  );
}

/** How many objects each collection has: what a list without a filter is of. */
async function countAll(tx: Reader, districtId: number): Promise<Readonly<Record<string, number>>> {
  const [row] = await tx.query<Record<string, number>>(
    `select (select count(*) from provided_org where district_id = $1) as orgs,
            (select count(*) from provided_org where district_id = $1 and type = 'school') as schools,
            (select count(*) from provided_session where district_id = $1) as "academicSessions",
            (select count(*) from provided_session where district_id = $1 and type in ('term', 'semester')) as terms,
            (select count(*) from provided_session where district_id = $1 and type = 'gradingPeriod') as "gradingPeriods",
            (select count(*) from provided_course where district_id = $1) as courses,
            (select count(*) from provided_class where district_id = $1) as classes,
            (select count(*) from provided_user where district_id = $1) as users,
            (select count(*) from provided_user where district_id = $1 and role = 'student') as students,
            (select count(*) from provided_user where district_id = $1 and role = 'teacher') as teachers,
            (select count(*) from provided_enrollment where district_id = $1) as enrollments`,
    [districtId],
  );
  return row ?? {};
}
