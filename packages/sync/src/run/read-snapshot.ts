import type { RosterPackage, TableFile } from "@muster/oneroster/csv/read-package.ts";
import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import { checkLosses } from "../check/check-losses.ts";
import { checkReferences } from "../check/check-references.ts";
import type { LeftOutRow } from "../check/leave-out.ts";
import type { Session, Transaction } from "../database/database.ts";
import { deriveGuardians, deriveOrgs } from "../snapshot/derive-records.ts";
import { endLeaving } from "../snapshot/end-replaced.ts";
import { HashCollector } from "../snapshot/hash-collector.ts";
import { packHashes } from "../snapshot/pack-hashes.ts";
import { readKnown } from "../snapshot/read-known.ts";
import type { HeldHashes } from "../snapshot/save-known.ts";
import type { SnapshotTables } from "../snapshot/snapshot-row.ts";
import { sourceTables, tableNames } from "../snapshot/source-table.ts";
import { makeStaging, type OpenTable, openTable, stageTable } from "../snapshot/stage-table.ts";
import type { TableReading } from "../snapshot/table-reading.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import type { RunWorld } from "./sync-request.ts";

/** A snapshot read into the source tables beside what was accepted before, and checked. */
export interface ReadSnapshot {
  readonly readings: readonly TableReading[];
  readonly findings: readonly Finding[];
  readonly tables: SnapshotTables;
  readonly hashes: ReadonlyMap<TableName, HeldHashes>;
  readonly fileOf: (table: string) => string;
}

/** The stages read and check, in one transaction: a process that dies here leaves nothing behind. */
export async function readSnapshot(
  session: Session,
  world: RunWorld,
  weighing: Weighing,
  pack: RosterPackage,
  profile: ReadProfile,
): Promise<ReadSnapshot> {
  return session.write(async (tx) => {
    await makeStaging(tx);
    const { readings, hashes } = await stageFiles(tx, world, weighing, pack, profile);
    const brought = new Set(pack.files.map((file) => file.table));
    for (const table of tableNames)
      if (!brought.has(table)) await endLeaving(tx, weighing, sourceTables[table].name);
    if (pack.format === "three-file") await deriveOrgs(tx, weighing);
    if (readings.some((reading) => reading.table === "guardians")) await deriveGuardians(tx, weighing);
    world.onStep({ stage: "check" });
    return check(tx, weighing, readings, hashes);
  });
}

/** Stages the files in their order, each one read while PostgreSQL is busy with the one before. */
async function stageFiles(
  tx: Transaction,
  world: RunWorld,
  weighing: Weighing,
  { files }: RosterPackage,
  profile: ReadProfile,
): Promise<Pick<ReadSnapshot, "readings" | "hashes">> {
  const seed = world.keys.hashSeed(weighing.districtId);
  const readings: TableReading[] = [];
  const hashes = new Map<TableName, HeldHashes>();
  for (const file of files) hashes.set(file.table, await holdHashes(tx, world, weighing, file));
  const open = (file: TableFile | undefined): OpenTable | undefined => {
    const held = file === undefined ? undefined : hashes.get(file.table);
    if (file === undefined || held === undefined) return undefined;
    const onRows = (done: number): void => world.onStep({ stage: "read", what: file.entry.path, done });
    return openTable({ file, profile, seed, known: held.known, added: held.added, onRows });
  };
  let next = open(files[0]);
  try {
    for (const [index, file] of files.entries()) {
      const table = next;
      next = open(files[index + 1]);
      if (table === undefined) continue;
      world.onStep({ stage: "read", what: file.entry.path });
      readings.push(await stageTable(tx, weighing, table));
      world.onPoint?.(`mid-stage-${file.table}`);
    }
  } finally {
    await next?.lines.stop();
  }
  return { readings, hashes };
}

async function holdHashes(
  tx: Transaction,
  world: RunWorld,
  weighing: Weighing,
  file: TableFile,
): Promise<HeldHashes> {
  // @NOTE the same bytes mean another thing in another school's files: these are read whole.
  const isOfOneSchool = typeof weighing.absence !== "string";
  const known = isOfOneSchool ? undefined : await readKnown(tx, world.home, weighing, file.table);
  const isSameLayout = known?.layout === file.layoutFingerprint;
  const expected = isSameLayout ? 4096 : Math.ceil(file.entry.size / 64);
  return {
    known: isSameLayout ? known.hashes : undefined,
    added: new HashCollector(expected),
    excluded: new Uint32Array(0),
  };
}

async function check(
  tx: Transaction,
  weighing: Weighing,
  readings: readonly TableReading[],
  hashes: ReadonlyMap<TableName, HeldHashes>,
): Promise<ReadSnapshot> {
  const files = new Map<string, string>(readings.map((reading) => [reading.table, reading.file]));
  const fileOf = (table: string): string => files.get(table) ?? `${table}.csv`;
  const losses = await checkLosses(tx, weighing, fileOf);
  const references = await checkReferences(tx, weighing, fileOf);
  const leftOut = [...losses.leftOut, ...references.leftOut];
  const tables = tablesOf(readings, leftOut);
  await tx.query("update snapshot set tables = $3 where district_id = $1 and snapshot_id = $2", [
    ...[weighing.districtId, weighing.snapshotId, JSON.stringify(tables)],
  ]);
  const found = readings.flatMap((reading) => reading.findings);
  return {
    ...{ readings, tables, fileOf, hashes: withExcluded(hashes, readings, leftOut) },
    findings: [...found, ...losses.findings, ...references.findings],
  };
}

function tablesOf(readings: readonly TableReading[], leftOut: readonly LeftOutRow[]): SnapshotTables {
  const tables: Record<string, SnapshotTables[TableName]> = {};
  for (const { table, file, mode, layout, received, staged, unreadable } of readings) {
    const unresolved = leftOut.filter((row) => row.table === table).length;
    tables[table] = {
      ...{ file, mode, layout, received, unresolved },
      ...{ staged: staged - unresolved, leftOut: unreadable + unresolved },
    };
  }
  return tables;
}

/** What is left out is not accepted: its hash must not be known to the next run. */
function withExcluded(
  hashes: ReadonlyMap<TableName, HeldHashes>,
  readings: readonly TableReading[],
  leftOut: readonly LeftOutRow[],
): ReadonlyMap<TableName, HeldHashes> {
  const excluded = (table: TableName): Uint32Array =>
    packHashes([
      ...leftOut.filter((row) => row.table === table).map((row) => row.hash),
      ...(readings.find((reading) => reading.table === table)?.excluded ?? []),
    ]);
  return new Map([...hashes].map(([table, held]) => [table, { ...held, excluded: excluded(table) }]));
}
