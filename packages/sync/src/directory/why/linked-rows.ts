import type { RowFinding, SaidRow } from "@muster/rules/model/why.ts";
import type { Reader } from "../../database/database.ts";
import { readSaidUsers } from "../said-users.ts";
import { findFileRows } from "./file-rows.ts";
import { readErrorsOf } from "./left-out.ts";
import { newestRow, type StoredRow, storedRow } from "./said-row.ts";
import { findUserRows, userKey } from "./user-rows.ts";
import type { WhyContext } from "./why-context.ts";

/** A sourcedId that stands for a record, and where its source lists it now. */
export interface LinkedRow {
  readonly sourceId: number;
  readonly source: string;
  readonly sourcedId: string;
  readonly origin: "synced" | "manual";
  /** Undefined where the source lists it no more. */
  readonly row: SaidRow | undefined;
  /** Why its row in the newest file was left out; what it fed before is kept. */
  readonly errors: readonly RowFinding[];
}

export async function readPersonLinks(context: WhyContext, personId: number): Promise<readonly LinkedRow[]> {
  const users = await readSaidUsers(context.tx, context.districtId, personId);
  const rows = await findUserRows(context, users);
  const links = await readLinks(context.tx, context.districtId, "person", personId);
  return links.map((link) => {
    const found = rows.get(userKey(link));
    return { ...link, row: found?.row, errors: found?.errors ?? [] };
  });
}

export async function readClassroomLinks(
  context: WhyContext,
  classroomId: number,
): Promise<readonly LinkedRow[]> {
  const links = await readLinks(context.tx, context.districtId, "classroom", classroomId);
  const found: LinkedRow[] = [];
  for (const link of links) found.push({ ...link, ...(await findClassRow(context, link)) });
  return found;
}

export async function readSchoolLinks(context: WhyContext, schoolId: number): Promise<readonly LinkedRow[]> {
  const links = await readLinks(context.tx, context.districtId, "school", schoolId);
  return links.map((link) => ({ ...link, row: undefined, errors: [] }));
}

type Link = Omit<LinkedRow, "row" | "errors"> & Record<string, unknown>;

function readLinks(tx: Reader, districtId: number, type: string, recordId: number): Promise<Link[]> {
  return tx.query<Link>(
    `select l.source_id as "sourceId", s.name as source, l.sourced_id as "sourcedId", l.origin
       from link l join source s on s.district_id = l.district_id and s.source_id = l.source_id
      where l.district_id = $1 and l.record_type = $2 and l.record_id = $3 order by l.source_id, l.sourced_id`,
    [districtId, type, recordId],
  );
}

async function findClassRow(
  context: WhyContext,
  { sourceId, sourcedId }: Link,
): Promise<Pick<LinkedRow, "row" | "errors">> {
  const snapshot = context.snapshots.get(sourceId);
  const [stored] = await context.tx.query<StoredRow & Record<string, unknown>>(
    `select c.source_id as "sourceId", c.sourced_id as "sourcedId", c.line, c.snapshot_id as "snapshotId",
            n.taken_at as "takenAt"
       from source_class c join snapshot n on n.district_id = c.district_id and n.snapshot_id = c.snapshot_id
      where c.district_id = $1 and c.source_id = $2 and c.sourced_id = $3 and c.ended_by is null`,
    [context.districtId, sourceId, sourcedId],
  );
  if (snapshot === undefined || stored === undefined) return { row: undefined, errors: [] };
  if (stored.snapshotId === snapshot.snapshotId)
    return { row: storedRow(snapshot, "classes", stored), errors: [] };
  const found = await findFileRows(
    context,
    snapshot,
    "classes",
    [sourcedId],
    (row) => row.sourcedId === sourcedId,
  );
  const [first] = found ?? [];
  const row = first === undefined ? storedRow(snapshot, "classes", stored) : newestRow(snapshot, first);
  return { row, errors: await readErrorsOf(context, snapshot, found ?? []) };
}
