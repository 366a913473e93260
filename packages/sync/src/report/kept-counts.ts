import type { Database, Reader } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { countDirectory, type DirectoryCounts } from "./health-counts.ts";
import { keepOpenFindings } from "./problems/open-findings.ts";

/**
 * What decides the counts, as a text: how they are counted, the directory's version, the runs that ended (what a source
 * sent, and its findings, change without the directory), and which schools are linked.
 */
const basisNow = `
  (select concat_ws('/', '1', d.version, (select max(run_id) from run where district_id = $1 and state = 'finished'),
                    (select count(*) from link where district_id = $1 and record_type = 'school'))
     from district d where d.district_id = $1)`;

/** Whose counts they are: those of all schools, or of these. */
function keyOf(schoolIds: readonly number[] | undefined): string {
  return schoolIds === undefined ? "all" : [...schoolIds].sort((a, b) => a - b).join(",");
}

/** The counts of a directory as they were kept; undefined where something has changed since. */
export async function readKeptCounts(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<DirectoryCounts | undefined> {
  const [row] = await tx.query<{ counts: DirectoryCounts }>(
    `select counts from directory_count where district_id = $1 and schools = $2 and basis = ${basisNow}`,
    [districtId, keyOf(schoolIds)],
  );
  return row?.counts;
}

const keeping = new WeakMap<Database, Map<string, Promise<void>>>();

/**
 * Counts a directory and keeps it until something changes: once for all who ask, who wait without a connection. A
 * database that may be read and not written keeps nothing, and nobody is told: whoever reads counts for themselves then.
 */
export function keepCounts(
  db: Database,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<void> {
  const key = `${districtId}/${keyOf(schoolIds)}`;
  const all = keeping.get(db) ?? new Map<string, Promise<void>>();
  keeping.set(db, all);
  const known = all.get(key);
  if (known !== undefined) return known;
  const made = keepOnce(db, districtId, schoolIds)
    .catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    })
    .finally(() => all.delete(key));
  all.set(key, made);
  return made;
}

async function keepOnce(
  db: Database,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<void> {
  await keepOpenFindings(db, districtId);
  await db.session(districtId, async (session) => {
    await session.lock("directory-counts", true);
    await session.write(async (tx) => {
      await tx.query("set transaction isolation level repeatable read");
      if ((await readKeptCounts(tx, districtId, schoolIds)) !== undefined) return;
      const counts = await countDirectory(tx, districtId, schoolIds);
      await tx.query(`delete from directory_count where district_id = $1 and basis <> ${basisNow}`, [
        districtId,
      ]);
      await tx.query(
        `insert into directory_count (district_id, schools, basis, counts) values ($1, $2, ${basisNow}, $3)`,
        [districtId, keyOf(schoolIds), JSON.stringify(counts)],
      );
    });
  });
}
