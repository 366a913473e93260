import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { AbsentKind, Dropped, SaidRow, UnlistedSchool } from "@muster/rules/model/why.ts";
import { isOfSchools } from "../people/keep-subjects.ts";
import { waiting } from "./dropped.ts";
import { findFileRows } from "./file-rows.ts";
import { findIdRows, type IdRow, type IdRows } from "./id-rows.ts";
import { personTypes, readWaitingFor } from "./journal.ts";
import { readNoticed } from "./left-out.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";
import { readSaidClasses, readSaidPeople, type SaidRecord } from "./said-records.ts";
import { newestRow, storedRow } from "./said-row.ts";
import type { WhyContext } from "./why-context.ts";

const kindOf = {
  orgs: "org",
  academicSessions: "academicSession",
  courses: "course",
  classes: "class",
  users: "user",
  roles: "role",
  enrollments: "enrollment",
  guardians: "guardian",
} as const satisfies Record<TableName, AbsentKind>;

/** Why something that is not in the directory is not: what the sources say of it, and where it was dropped. */
export interface AbsentWhy {
  readonly of: AbsentKind;
  readonly sourceId: number | undefined;
  readonly sourcedId: string;
  readonly name: string;
  readonly rows: readonly SaidRow[];
  /** Of a row that was read: the IDs it names, by column. */
  readonly names: Readonly<Record<string, string>>;
  readonly dropped: Dropped;
  /** Rows of the newest files that name it, where none bears it: the first few of `namedCount`. */
  readonly named: readonly IdRow[];
  readonly namedCount: number;
}

/**
 * Looks for whoever was written among what the sources say, by sourcedId or by name. Where they say nothing of it,
 * every file of the newest snapshots is searched for a row that bears the ID, and for rows that name it.
 *
 * @param beside where a person and a class are asked about together, the IDs of the person: rows that name both
 */
export async function whyAbsent(
  context: WhyContext,
  of: "class" | "any",
  written: string,
  beside: readonly string[] = [],
): Promise<readonly AbsentWhy[]> {
  const { tx, districtId } = context;
  const people = of === "class" ? [] : await readSaidPeople(tx, districtId, written);
  const classes = await readSaidClasses(tx, districtId, written);
  const said = [...people, ...classes].filter(
    ({ orgs }) =>
      context.schools === undefined ||
      orgs.some(({ schoolIds }) => schoolIds.some((id) => isOfSchools(context.schools, id))),
  );
  if (said.length > 0) {
    const found: AbsentWhy[] = [];
    for (const record of said) found.push(await explain(context, record));
    return found;
  }
  const id = written.trim();
  const both = await findIdRows(context, id, beside);
  const rows = beside.length > 0 && both.namingCount === 0 ? await findIdRows(context, id) : both;
  return rows.own.length > 0 ? ownRows(id, rows) : [nowhere(of === "class" ? "class" : "user", id, rows)];
}

/** Rows that bear the ID, and that nothing stands for in the directory: one answer a source and kind of record. */
function ownRows(sourcedId: string, { own }: IdRows): readonly AbsentWhy[] {
  const groups = Map.groupBy(own, ({ table, row }) => `${row.sourceId}/${table}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const rows = group.map(({ row }) => row);
    const told = {
      of: kindOf[first.table],
      sourceId: first.row.sourceId,
      sourcedId,
      name: "",
      rows,
      names: first.names,
    };
    return [{ ...told, dropped: droppedRows(group), named: [], namedCount: 0 }];
  });
}

function droppedRows(rows: readonly IdRow[]): Dropped {
  const findings = rows.flatMap(({ errors }) => errors);
  const once = findings.filter((one, index) => findings.indexOf(one) === index);
  if (once.length > 0 || rows.some(({ row }) => !row.isRead)) return { step: "row-left-out", findings: once };
  return rows.every(({ row }) => row.isDeleted) ? { step: "row-deleted" } : { step: "row-read" };
}

function nowhere(of: "user" | "class", sourcedId: string, found: IdRows): AbsentWhy {
  const { naming: named, namingCount: namedCount, searched } = found;
  const dropped: Dropped = { step: "not-listed", searched };
  return { of, sourceId: undefined, sourcedId, name: "", rows: [], names: {}, dropped, named, namedCount };
}

async function explain(context: WhyContext, record: SaidRecord): Promise<AbsentWhy> {
  const { of, sourceId, sourcedId, name } = record;
  const snapshot = context.snapshots.get(sourceId);
  const rows = snapshot === undefined ? [] : await findRows(context, snapshot, record);
  const dropped = await notice(context, await droppedAt(context, record), rows);
  return { of, sourceId, sourcedId, name, rows, names: {}, dropped, named: [], namedCount: 0 };
}

/** Where nothing else keeps it out, what was noticed about its rows may: nobody promises what a finding forbids. */
async function notice(context: WhyContext, dropped: Dropped, rows: readonly SaidRow[]): Promise<Dropped> {
  const [row] = rows;
  if (dropped.step !== "next-sync" || row === undefined) return dropped;
  const newest = context.snapshots.get(row.sourceId)?.snapshotId ?? row.snapshotId;
  const findings = await readNoticed(context, [row.snapshotId, newest], row.file, row.sourcedId);
  const errors = findings.filter(({ severity }) => severity === "error" || severity === "blocking");
  if (errors.length > 0) return { step: "row-left-out", findings: errors };
  return findings.length > 0 ? { step: "noticed", findings } : dropped;
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
async function droppedAt(context: WhyContext, record: SaidRecord): Promise<Dropped> {
  const { tx, districtId } = context;
  const { of, sourcedId, orgs } = record;
  const types = of === "class" ? ["classroom"] : personTypes;
  const [planned] = await readWaitingFor(tx, districtId, types, sourcedId);
  if (planned !== undefined) return waiting(planned);
  if (of === "class" && record.isLeftOut) return { step: "class-left-out" };
  if (of === "user" && record.kinds.length === 0) return { step: "role-without-rights", role: record.role };
  if (of === "user" && record.kinds.every((kind) => kind === "guardian"))
    return { step: "no-student-listed" };
  if (orgs.some(({ isLinked, isDistrict }) => isLinked && (of === "user" || !isDistrict)))
    return { step: "next-sync" };
  const unlinked = orgs.filter(({ isLinked }) => !isLinked);
  if (unlinked.length > 0) return notLinked(unlinked);
  if (orgs.length > 0) return { step: "filed-under-district", orgs: orgs.map(named) };
  const schools = await readUnlisted(context, record);
  return schools.length > 0 ? { step: "school-not-listed", orgs: schools } : { step: "next-sync" };
}

/** The orgs that a record is filed under and the source does not list, with the rows they have after all. */
async function readUnlisted(
  context: WhyContext,
  { sourceId, unlisted }: SaidRecord,
): Promise<readonly UnlistedSchool[]> {
  const snapshot = context.snapshots.get(sourceId);
  const schools: UnlistedSchool[] = [];
  for (const sourcedId of unlisted) {
    const isIt = (row: { readonly sourcedId: string }): boolean => row.sourcedId === sourcedId;
    const found =
      snapshot === undefined ? [] : await findFileRows(context, snapshot, "orgs", [sourcedId], isIt);
    const own = (found ?? []).filter(isIt);
    schools.push({
      sourcedId,
      rows: snapshot === undefined ? [] : own.map((row) => newestRow(snapshot, row)),
    });
  }
  return schools;
}

function named({ sourcedId, name }: SaidRecord["orgs"][number]): { sourcedId: string; name: string } {
  return { sourcedId, name };
}

function notLinked(orgs: SaidRecord["orgs"]): Dropped {
  return { step: "school-not-linked", orgs: orgs.map(named) };
}
