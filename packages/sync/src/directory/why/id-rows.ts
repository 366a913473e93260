import { type TableName, tableNames } from "@muster/oneroster/model/table-name.ts";
import type { RowFinding, SaidRow, SearchedFiles } from "@muster/rules/model/why.ts";
import { type FileRow, findFileRows } from "./file-rows.ts";
import { readErrorsOf } from "./left-out.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";
import { newestRow } from "./said-row.ts";
import type { WhyContext } from "./why-context.ts";

/** A row of the newest files that bears an ID, or names it. */
export interface IdRow {
  readonly table: TableName;
  readonly row: SaidRow;
  /** The column that holds the ID: `sourcedId` where it is the row's own. */
  readonly column: string;
  /** The other IDs that the row names, by column; nothing of a row that cannot be read. */
  readonly names: Readonly<Record<string, string>>;
  /** Why the row was left out, if it was. */
  readonly errors: readonly RowFinding[];
}

/** Every row of the newest files that has to do with an ID, and which files were looked at. */
export interface IdRows {
  readonly own: readonly IdRow[];
  /** The first of the rows that name it, those that were left out before the others. */
  readonly naming: readonly IdRow[];
  readonly namingCount: number;
  readonly searched: readonly SearchedFiles[];
}

const mostNaming = 5;

/**
 * Searches every file of the newest snapshots for an ID.
 *
 * @param beside IDs of users: where given, only rows that name one of them too count as naming it
 */
export async function findIdRows(
  context: WhyContext,
  id: string,
  beside: readonly string[] = [],
): Promise<IdRows> {
  const own: IdRow[] = [];
  const naming: IdRow[] = [];
  const searched: SearchedFiles[] = [];
  for (const snapshot of context.snapshots.values()) {
    const files: string[] = [];
    const notKept: string[] = [];
    for (const table of tableNames) {
      const said = snapshot.tables[table];
      const found = await findInTable(context, snapshot, table, id, beside);
      if (found === undefined) {
        if (said !== undefined && table !== "guardians") notKept.push(said.file);
        continue;
      }
      if (said !== undefined) files.push(said.file);
      for (const one of found) (one.column === "sourcedId" ? own : naming).push(one);
    }
    const isDelta = Object.values(snapshot.tables).some(({ mode }) => mode === "delta");
    searched.push({ source: snapshot.source, takenAt: snapshot.takenAt, files, notKept, isDelta });
  }
  const leftOutFirst = naming.toSorted((a, b) => Number(b.errors.length > 0) - Number(a.errors.length > 0));
  return { own, naming: leftOutFirst.slice(0, mostNaming), namingCount: naming.length, searched };
}

async function findInTable<T extends TableName>(
  context: WhyContext,
  snapshot: NewestSnapshot,
  table: T,
  id: string,
  beside: readonly string[],
): Promise<readonly IdRow[] | undefined> {
  const rows = await findFileRows(context, snapshot, table, [id], (record) => {
    const column = columnOf(record, id);
    if (column === undefined || column === "sourcedId") return column !== undefined;
    return beside.length === 0 || beside.some((one) => columnOf(record, one) !== undefined);
  });
  if (rows === undefined) return undefined;
  const kept = rows.flatMap((row) => {
    // What an unreadable row names cannot be told from its bytes alone: only its own ID is sure.
    const column =
      row.said !== undefined ? columnOf(row.said, id) : row.sourcedId === id ? "sourcedId" : undefined;
    return column === undefined ? [] : [{ row, column }];
  });
  const errors = await readErrorsOf(
    context,
    snapshot,
    kept.map(({ row }) => row),
  );
  return kept.map(({ row, column }) => ({
    ...{ table, column, names: namesOf(row.said), row: newestRow(snapshot, row) },
    errors: errors.filter((error) => isAbout(error, row)),
  }));
}

function isAbout({ line, sourcedId }: RowFinding, row: FileRow): boolean {
  return line === row.line || (sourcedId !== null && sourcedId !== "" && sourcedId === row.sourcedId);
}

function namesOf(record: object | undefined): IdRow["names"] {
  const held = Object.entries(record ?? {}).filter(
    ([column, value]) => /.SourcedId$/.test(column) && typeof value === "string" && value !== "",
  );
  return Object.fromEntries(held);
}

/** The column of IDs that holds this one. */
function columnOf(record: object, id: string): string | undefined {
  const held = Object.entries(record).find(
    ([column, value]) =>
      /ourcedIds?$/.test(column) && (Array.isArray(value) ? value.includes(id) : value === id),
  );
  return held?.[0];
}
