import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import { type RecordOf, rowReader } from "@muster/oneroster/csv/read-row.ts";
import { scanRecords } from "@muster/oneroster/csv/scan-records.ts";
import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { allChecks } from "@muster/rules/check/all-checks.ts";
import type { Check } from "@muster/rules/check/check.ts";
import { type Finding, severityOf } from "@muster/rules/check/finding.ts";
import { findingFrom } from "@muster/sync/snapshot/finding-from.ts";
import type { KnownKeys } from "./known-keys.ts";
import { type Placement, placementBits } from "./placement.ts";

/**
 * Rows of a file. `leftOut` are those that a sync would not use for an error; `unplaced` those that are sound, and of
 * somebody or something that no school has: a sync would not take them in.
 */
export interface FileCounts {
  rows: number;
  leftOut: number;
  unplaced: number;
}

interface FileCheck {
  readonly keys: KnownKeys;
  readonly placement: Placement;
  readonly counts: FileCounts;
  readonly tell: (finding: Finding) => void;
}

interface PlacedRecord {
  readonly record: RecordOf<TableName>;
  readonly line: number;
  readonly number: number;
  /** Some bits of the row's bytes: two rows of one mark are equal, but for one case in four thousand million. */
  readonly mark: number;
}

/**
 * Reads every row of a file: what is wrong with it by itself, whether its id is there twice, and whether what it
 * refers to is there. Users refer to one another, so their references are followed when all of them are known.
 */
export async function checkFile(file: TableFile, profile: ReadProfile, check: FileCheck): Promise<void> {
  const follow = referencesOf(file, check);
  const refersToItself = file.table === "users" && file.columns.includes("agentSourcedIds");
  const clash = duplicatesOf(file, check);
  await eachRecord(file, profile, check, (row) => {
    if (!clash(row) && !refersToItself) follow(row);
  });
  if (!refersToItself) return;
  const silent = { ...check, counts: { rows: 0, leftOut: 0, unplaced: 0 }, tell: () => undefined };
  await eachRecord(file, profile, silent, (row) => {
    if (check.keys.whyNot("user", row.record.sourcedId) === "absent") follow(row);
  });
}

async function eachRecord(
  file: TableFile,
  profile: ReadProfile,
  { counts, tell, keys }: Pick<FileCheck, "counts" | "tell" | "keys">,
  visit: (row: PlacedRecord) => void,
): Promise<void> {
  const read = rowReader<TableName>(file, profile);
  for await (const batch of scanRecords(file, [0, 0])) {
    for (let index = 0; index < batch.count; index += 1) {
      counts.rows += 1;
      const { record, sourcedId, diagnostics } = read(batch, index);
      for (const diagnostic of diagnostics) tell(findingFrom(diagnostic, sourcedId));
      if (record === undefined) {
        counts.leftOut += 1;
        if (sourcedId !== "") keys.strike(file.table, sourcedId, "left-out");
      } // What is marked as deleted is not there: nothing may refer to it.
      else if (record.status === "tobedeleted") keys.strike(file.table, sourcedId, "deleted");
      else
        visit({
          ...{ record, line: batch.line[index] ?? 0, number: batch.firstRecord + index },
          mark: (((batch.hash[index * 4] ?? 0) ^ (batch.hash[index * 4 + 1] ?? 0)) & ~placementBits) >>> 0,
        });
    }
  }
}

/** Remembers every id of a file; answers true for a row whose id was there already. */
function duplicatesOf({ table, entry }: TableFile, check: FileCheck): (row: PlacedRecord) => boolean {
  const index = check.keys.of(table);
  const told = new Set<string>();
  return ({ record: { sourcedId }, line, number, mark }) => {
    const met = index.add(sourcedId, line, mark);
    if (met === undefined) return false;
    const finding = (
      code: "row.id.duplicate" | "row.id.repeated",
      at: number,
      record: number | undefined,
      otherLine: number,
    ): Finding => ({
      ...{
        code,
        severity: severityOf(code),
        file: entry.path,
        line: at,
        record,
        column: "sourcedId",
        sourcedId,
      },
      facts: { otherLine },
    });
    if ((met.mark & ~placementBits) >>> 0 === mark)
      check.tell(finding("row.id.repeated", line, number, met.line));
    else {
      // Nobody can know which of two different rows is right: the first of them is left out as well.
      if (!told.has(sourcedId)) check.counts.leftOut += 1;
      if (!told.has(sourcedId)) check.tell(finding("row.id.duplicate", met.line, undefined, line));
      told.add(sourcedId);
      check.keys.strike(table, sourcedId, "left-out");
      check.counts.leftOut += 1;
      check.tell(finding("row.id.duplicate", line, number, met.line));
    }
    return true;
  };
}

function referencesOf(
  { table, entry }: TableFile,
  { keys, placement, counts, tell }: FileCheck,
): (row: PlacedRecord) => void {
  const checks: readonly Check[] = hasChecks(table) ? (allChecks[table] as readonly Check[]) : [];
  return ({ record, line, number }) => {
    let isLeftOut = false;
    const place = { file: entry.path, line, record: number, column: undefined, sourcedId: record.sourcedId };
    for (const { code, find } of checks) {
      const facts = find(record as Parameters<Check["find"]>[0], keys);
      if (facts === undefined) continue;
      const severity = severityOf(code);
      isLeftOut ||= severity === "error";
      tell({ code, severity, ...place, facts });
    }
    if (isLeftOut) {
      counts.leftOut += 1;
      keys.strike(table, record.sourcedId, "left-out");
      return;
    }
    const { isUnplaced, code, facts = {} } = placement.place(table, record);
    if (isUnplaced) counts.unplaced += 1;
    if (code !== undefined) tell({ code, severity: severityOf(code), ...place, facts });
  };
}

function hasChecks(table: TableName): table is keyof typeof allChecks {
  return table in allChecks;
}
