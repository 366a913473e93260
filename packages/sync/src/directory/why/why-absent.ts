import { type Dropped, waiting } from "./dropped.ts";
import { findFileRows } from "./file-rows.ts";
import { personTypes, readWaitingFor } from "./journal.ts";
import { type RowFinding, readRowErrors } from "./left-out.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";
import { readSaidClasses, readSaidPeople, type SaidRecord } from "./said-records.ts";
import { newestRow, type SaidRow, storedRow } from "./said-row.ts";
import type { WhyContext } from "./why-context.ts";

/** Why something that is not in the directory is not: what the sources say of it, and where it was dropped. */
export interface AbsentWhy {
  readonly of: "user" | "class";
  readonly sourceId: number | undefined;
  readonly sourcedId: string;
  readonly name: string;
  readonly rows: readonly SaidRow[];
  readonly dropped: Dropped;
}

/**
 * Looks for whoever was written among what the sources say, by sourcedId or by name. Where they say nothing of it,
 * the newest files are searched for a row that was left out; where there is none either, it is not listed.
 */
export async function whyAbsent(
  context: WhyContext,
  of: "user" | "class" | "any",
  written: string,
): Promise<readonly AbsentWhy[]> {
  const { tx, districtId } = context;
  const people = of === "class" ? [] : await readSaidPeople(tx, districtId, written);
  const classes = of === "user" ? [] : await readSaidClasses(tx, districtId, written);
  const said = [...people, ...classes];
  if (said.length > 0) {
    const found: AbsentWhy[] = [];
    for (const record of said) found.push(await explain(context, record));
    return found;
  }
  const kinds = of === "any" ? (["user", "class"] as const) : [of];
  const leftOut = await findLeftOut(context, kinds, written);
  if (leftOut.length > 0) return leftOut;
  const [kind] = kinds;
  const nothing = { of: kind ?? "user", sourceId: undefined, sourcedId: written, name: "", rows: [] };
  return [{ ...nothing, dropped: { step: "not-listed" } }];
}

async function explain(context: WhyContext, record: SaidRecord): Promise<AbsentWhy> {
  const { of, sourceId, sourcedId, name } = record;
  const snapshot = context.snapshots.get(sourceId);
  const rows = snapshot === undefined ? [] : await findRows(context, snapshot, record);
  return { of, sourceId, sourcedId, name, rows, dropped: await droppedAt(context, record) };
}

async function findRows(
  context: WhyContext,
  snapshot: NewestSnapshot,
  record: SaidRecord,
): Promise<readonly SaidRow[]> {
  if (record.snapshotId === snapshot.snapshotId) return [storedRow(snapshot, record.table, record)];
  const { sourcedId, table } = record;
  const found = await findFileRows(context, snapshot, table, [sourcedId], (row) =>
    "guardianSourcedId" in row ? row.guardianSourcedId === sourcedId : row.sourcedId === sourcedId,
  );
  if (found === undefined || found.length === 0) return [storedRow(snapshot, table, record)];
  return found.map((row) => newestRow(snapshot, row));
}

/** The first step that dropped a record the source lists: scope, then gates. */
async function droppedAt({ tx, districtId }: WhyContext, record: SaidRecord): Promise<Dropped> {
  const { of, sourcedId, orgs } = record;
  const types = of === "class" ? ["classroom"] : personTypes;
  const [planned] = await readWaitingFor(tx, districtId, types, sourcedId);
  if (planned !== undefined) return waiting(planned);
  const unlinked = orgs.filter(({ isLinked }) => !isLinked);
  if (of === "class") return unlinked.length > 0 ? notLinked(unlinked) : { step: "next-sync" };
  if (record.kinds.length === 0) return { step: "role-without-rights", role: record.role };
  if (record.kinds.every((kind) => kind === "guardian")) return { step: "no-student-listed" };
  return orgs.some(({ isLinked }) => isLinked) ? { step: "next-sync" } : notLinked(unlinked);
}

function notLinked(orgs: SaidRecord["orgs"]): Dropped {
  return { step: "school-not-linked", orgs: orgs.map(({ sourcedId, name }) => ({ sourcedId, name })) };
}

const tablesOf = { user: "users", class: "classes" } as const;

/** Rows of the newest files that bear this sourcedId and were left out for an error. */
async function findLeftOut(
  context: WhyContext,
  kinds: readonly ("user" | "class")[],
  sourcedId: string,
): Promise<readonly AbsentWhy[]> {
  const found: AbsentWhy[] = [];
  for (const snapshot of context.snapshots.values())
    for (const of of kinds) {
      const rows = await findFileRows(context, snapshot, tablesOf[of], [sourcedId], (row) => {
        return row.sourcedId === sourcedId;
      });
      const own = (rows ?? []).filter((row) => row.sourcedId === sourcedId);
      if (own.length === 0) continue;
      const findings = await readErrors(context, snapshot, own[0]?.file ?? "", sourcedId);
      const said = own.map((row) => newestRow(snapshot, row));
      const { sourceId } = snapshot;
      found.push({
        of,
        sourceId,
        sourcedId,
        name: "",
        rows: said,
        dropped: { step: "row-left-out", findings },
      });
    }
  return found;
}

function readErrors(
  { tx, districtId }: WhyContext,
  { snapshotId }: NewestSnapshot,
  file: string,
  sourcedId: string,
): Promise<readonly RowFinding[]> {
  return readRowErrors(tx, districtId, snapshotId, file, { lines: [], sourcedIds: [sourcedId] });
}
