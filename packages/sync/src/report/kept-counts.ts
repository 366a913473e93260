import type { Database, Reader } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { countRecords, countSent, type DirectoryCounts, withSent } from "./health-counts.ts";
import { keepOpenFindings } from "./problems/open-findings.ts";

/**
 * What decides the counts of a part, as a text; the first figure is how they are counted. Records change with the
 * directory's version alone, so that a night in which nothing changed counts nothing; what the sources sent with every
 * run, and with the schools that are linked.
 */
const basisNow = `
  (select case part
     when 'sent' then concat_ws('/', '1', d.version, (select max(run_id) from run where district_id = $1 and state = 'finished'),
                                (select count(*) from link where district_id = $1 and record_type = 'school'))
     else concat_ws('/', '1', d.version) end
     from district d where d.district_id = $1)`;

const sent = "sent";

/** What is counted for somebody who sees these schools, or all: the records, and for the latter what was sent too. */
function partsOf(schoolIds: readonly number[] | undefined): readonly string[] {
  return schoolIds === undefined ? ["all", sent] : [[...schoolIds].sort((a, b) => a - b).join(",")];
}

/** The counts of a directory as they were kept; undefined where something has changed since. */
export async function readKeptCounts(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<DirectoryCounts | undefined> {
  const kept = await readParts(tx, districtId, partsOf(schoolIds));
  const [records, ofSources] = partsOf(schoolIds).map((part) => kept.get(part));
  if (records === undefined) return undefined;
  if (schoolIds !== undefined) return records;
  return ofSources && withSent(records, ofSources);
}

async function readParts(
  tx: Reader,
  districtId: number,
  parts: readonly string[],
): Promise<ReadonlyMap<string, DirectoryCounts>> {
  const rows = await tx.query<{ part: string; counts: DirectoryCounts }>(
    `select part, counts from directory_count where district_id = $1 and part = any ($2::text[]) and basis = ${basisNow}`,
    [districtId, parts],
  );
  return new Map(rows.map(({ part, counts }) => [part, counts]));
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
  const key = [districtId, ...partsOf(schoolIds)].join("/");
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
      const known = await readParts(tx, districtId, partsOf(schoolIds));
      await tx.query(`delete from directory_count where district_id = $1 and basis <> ${basisNow}`, [
        districtId,
      ]);
      for (const part of partsOf(schoolIds).filter((one) => !known.has(one))) {
        const counts = await (part === sent
          ? countSent(tx, districtId)
          : countRecords(tx, districtId, schoolIds));
        await tx.query(
          `insert into directory_count (district_id, part, basis, counts)
           select $1, part, ${basisNow}, $3 from (select $2::text as part) p`,
          [districtId, part, JSON.stringify(counts)],
        );
      }
    });
  });
}
