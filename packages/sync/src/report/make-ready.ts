import type { Database, Reader } from "../database/database.ts";
import { makePlanLines } from "../directory/plan/make-plan-lines.ts";
import { bringUpToDate } from "../directory/provide/open-provision.ts";
import { keepCounts } from "./kept-counts.ts";
import { keepOpenFindings } from "./problems/open-findings.ts";

/**
 * A plan of more changes is made ready when somebody looks at it: hardly anybody reads a first load line by line, and a
 * worker has other things to do. 100,000 take some 5 s.
 */
const mostChanges = 200_000;

/**
 * Makes ready what is looked at once a run has ended, so that the first look need not wait for it. The run is closed by
 * then and nothing here is part of it: whoever calls this goes on when it throws, and the first look makes what is
 * missing.
 *
 * @throws Fault of the database
 */
export async function makeReady(db: Database, districtId: number, runId: number, now: Date): Promise<void> {
  const { planId, hasReaders } = await db.session(districtId, (session) =>
    session.read(async (tx) => ({
      planId: await findPlanToRead(tx, districtId, runId),
      hasReaders: await isReadByClients(tx, districtId, now),
    })),
  );
  if (planId !== undefined) await makePlanLines(db, districtId, planId, now);
  await keepOpenFindings(db, districtId);
  await keepCounts(db, districtId, undefined);
  if (hasReaders) await bringUpToDate(db, districtId, () => now);
}

/** A system that reads comes every night; one that has not come for so long may wait when it comes again. */
const readerDays = 8;

/** Whether other systems read the district by OneRoster REST: who has a client that nobody uses is spared the work. */
async function isReadByClients(tx: Reader, districtId: number, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - readerDays * 24 * 3_600_000).toISOString();
  const rows = await tx.query(
    "select 1 from api_client where district_id = $1 and revoked_at is null and used_at >= $2 limit 1",
    [districtId, since],
  );
  return rows.length > 0;
}

/** The plan of a run that waits for somebody or was applied; undefined where nothing changes, or too much. */
async function findPlanToRead(tx: Reader, districtId: number, runId: number): Promise<number | undefined> {
  const [row] = await tx.query<{ planId: number }>(
    `select p.plan_id as "planId" from run r
       join plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
      where r.district_id = $1 and r.run_id = $2 and p.state in ('sealed', 'applied', 'partly_applied')
        and (select sum(s.changes) from plan_slice s where s.district_id = p.district_id and s.plan_id = p.plan_id)
            between 1 and ${mostChanges}`,
    [districtId, runId],
  );
  return row?.planId;
}
