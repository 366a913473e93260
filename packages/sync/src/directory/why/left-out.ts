import type { RowFinding } from "@muster/rules/model/why.ts";
import type { Reader } from "../../database/database.ts";
import type { FileRow } from "./file-rows.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";

/**
 * The errors about rows of a snapshot: by the line they stand on, or by the sourcedId of the row.
 *
 * @param lines physical lines of the file
 */
export async function readRowErrors(
  tx: Reader,
  districtId: number,
  snapshotId: number,
  file: string,
  rows: { readonly lines: readonly number[]; readonly sourcedIds: readonly string[] },
): Promise<readonly RowFinding[]> {
  return tx.query<RowFinding & Record<string, unknown>>(
    `select f.code, f.severity, f.file, f.line, f.sourced_id as "sourcedId", f.facts
       from run r join finding f on f.district_id = r.district_id and f.run_id = r.run_id
      where r.district_id = $1 and r.snapshot_id = $2 and f.file = $3 and f.severity in ('error', 'blocking')
        and (f.line = any ($4::int[]) or f.sourced_id = any ($5::text[]))
      order by f.run_id, f.ordinal limit 10`,
    [districtId, snapshotId, file, rows.lines, rows.sourcedIds],
  );
}

/** What was noticed of a record when its row was read, and in the newest files. */
export async function readNoticed(
  { tx, districtId }: { readonly tx: Reader; readonly districtId: number },
  snapshotIds: readonly number[],
  file: string,
  sourcedId: string,
): Promise<readonly RowFinding[]> {
  return tx.query<RowFinding & Record<string, unknown>>(
    `select distinct on (f.code) f.code, f.severity, f.file, f.line, f.sourced_id as "sourcedId", f.facts
       from run r join finding f on f.district_id = r.district_id and f.run_id = r.run_id
      where r.district_id = $1 and r.snapshot_id = any ($2::int[]) and f.file = $3 and f.sourced_id = $4
      order by f.code, f.run_id desc limit 10`,
    [districtId, snapshotIds, file, sourcedId],
  );
}

/** The errors for which these rows of a snapshot's file were left out. */
export async function readErrorsOf(
  { tx, districtId }: { readonly tx: Reader; readonly districtId: number },
  { snapshotId }: NewestSnapshot,
  rows: readonly FileRow[],
): Promise<readonly RowFinding[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const lines = rows.map(({ line }) => line);
  // Of rows that share an ID, the finding stands on one line alone.
  const sourcedIds = rows.map(({ sourcedId }) => sourcedId).filter((sourcedId) => sourcedId !== "");
  return readRowErrors(tx, districtId, snapshotId, first.file, { lines, sourcedIds });
}
