import type { Database, Reader, Transaction } from "../../database/database.ts";
import { draftGroups, draftLines, draftNames, nameCauses, storeGroups, storeLines } from "./plan-line-sql.ts";

/** So many plans of a district keep their lines; those of an older one are made again when somebody looks at it. */
const keptPlans = 20;

/**
 * Makes the lines and groups of a plan at the first look. A sealed plan never changes, so they are made once; whoever
 * looks at the same moment waits for them. 100,000 changes take a few seconds, a day's changes a few milliseconds.
 */
export async function makePlanLines(
  db: Database,
  districtId: number,
  planId: number,
  now: Date,
): Promise<void> {
  if (await db.session(districtId, (session) => session.read((tx) => hasLines(tx, districtId, planId))))
    return;
  await db.session(districtId, async (session) => {
    await session.lock(`plan-lines-${planId}`, true);
    await session.write(async (tx) => {
      if (await hasLines(tx, districtId, planId)) return;
      await leaveOldLines(tx, districtId);
      await fill(tx, districtId, planId, now);
    });
  });
}

async function hasLines(tx: Reader, districtId: number, planId: number): Promise<boolean> {
  const rows = await tx.query("select 1 from plan_look where district_id = $1 and plan_id = $2", [
    districtId,
    planId,
  ]);
  return rows.length > 0;
}

async function fill(tx: Transaction, districtId: number, planId: number, now: Date): Promise<void> {
  const plan = [districtId, planId];
  await tx.query("set local work_mem = '128MB'");
  await tx.query("insert into plan_look (district_id, plan_id, made_at) values ($1, $2, $3)", [...plan, now]);
  await tx.query(draftLines, plan);
  await tx.query("analyze line_draft");
  await tx.query(nameCauses, plan);
  await tx.query("analyze line_cause");
  await tx.query(draftGroups);
  await tx.query("analyze like_group");
  await tx.query(storeGroups, plan);
  await tx.query(draftNames);
  await tx.query("analyze planned_name");
  await tx.query(storeLines, plan);
}

async function leaveOldLines(tx: Transaction, districtId: number): Promise<void> {
  const old = `select plan_id from plan_look where district_id = $1 order by made_at desc, plan_id desc offset ${keptPlans - 1}`;
  await tx.query(`delete from plan_line where district_id = $1 and plan_id in (${old})`, [districtId]);
  await tx.query(`delete from plan_look where district_id = $1 and plan_id in (${old})`, [districtId]);
}
