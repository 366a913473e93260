import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";
import { readPackage } from "@muster/oneroster/csv/read-package.ts";
import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import type { PackageFormat, RosterPackage, SetAside } from "@muster/oneroster/csv/roster-package.ts";
import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import { UnreadableFile } from "@muster/oneroster/csv/unreadable-file.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { Facts } from "@muster/rules/check/check.ts";
import { type Finding, severityOf } from "@muster/rules/check/finding.ts";
import { findingFrom } from "@muster/sync/snapshot/finding-from.ts";
import { checkFile, type FileCounts } from "./check-file.ts";
import { type FindingGroup, startFindingTally } from "./finding-tally.ts";
import { gatherKeys } from "./known-keys.ts";
import { startPlacement } from "./placement.ts";

/** What a package looks like to somebody who has nothing but its files. */
export interface OfflineReport {
  readonly format: PackageFormat;
  readonly files: readonly CheckedFile[];
  readonly setAside: readonly SetAside[];
  readonly findings: readonly FindingGroup[];
  /** Something blocking was found, nobody at any school for one: a sync would use nothing of it. */
  readonly isRejected: boolean;
}

export interface CheckedFile extends FileCounts {
  readonly file: string;
  readonly table: TableName;
  readonly mode: "bulk" | "delta";
}

/** How a check is run. */
export interface OfflineCheck {
  readonly profile: ReadProfile;
  /** What an entry throws when it turns out damaged while it is read; undefined for anything else. */
  readonly findingIn: (error: unknown) => Finding | undefined;
  /** Bytes read of a file so far. */
  readonly onBytes: (file: string, bytes: number) => void;
}

/**
 * Checks a package offline: every row is read, every reference followed within the package, nothing is stored and
 * nothing sent. It needs no database and no account, and only what a browser has.
 */
export async function checkOffline(
  entries: readonly PackageEntry[],
  check: OfflineCheck,
): Promise<OfflineReport> {
  const tally = startFindingTally();
  const pack = await readPackage(entries, check.profile);
  for (const diagnostic of pack.diagnostics) tally.add(findingFrom(diagnostic));
  const keys = gatherKeys(pack);
  const placement = startPlacement(pack.files, keys);
  const files: CheckedFile[] = [];
  for (const file of pack.files) {
    const { table, mode } = file;
    const counts: FileCounts = { rows: 0, leftOut: 0, unplaced: 0 };
    files.push({ file: file.entry.path, table, mode, ...(await checked(file, counts)) });
  }
  const noSchool = placement.noSchool();
  if (noSchool !== undefined) tally.add(schoolFilesNone(pack, noSchool));
  const findings = tally.groups();
  const isRejected = noSchool !== undefined || findings.some(({ severity }) => severity === "blocking");
  return { format: pack.format, files, setAside: pack.setAside, findings, isRejected };

  /** A file that cannot be read to its end has its place in the report, with what was counted until then. */
  async function checked(file: TableFile, counts: FileCounts): Promise<FileCounts> {
    try {
      await checkFile(watched(file, check.onBytes), check.profile, {
        keys,
        placement,
        counts,
        tell: tally.add,
      });
    } catch (error) {
      const finding =
        error instanceof UnreadableFile ? findingFrom(error.diagnostic) : check.findingIn(error);
      if (finding === undefined) throw error;
      tally.add(finding);
    }
    return counts;
  }
}

function schoolFilesNone(pack: RosterPackage, facts: Facts): Finding {
  const code = "school.files.none";
  const file = pack.files.find(({ table }) => table === "orgs")?.entry.path ?? "orgs.csv";
  const nowhere = { line: undefined, record: undefined, column: undefined, sourcedId: undefined };
  return { code, severity: severityOf(code), file, ...nowhere, facts };
}

function watched(file: TableFile, onBytes: OfflineCheck["onBytes"]): TableFile {
  const { entry } = file;
  async function* open(): AsyncGenerator<Uint8Array, void, undefined> {
    let bytes = 0;
    for await (const chunk of entry.open()) {
      bytes += chunk.length;
      onBytes(entry.path, bytes);
      yield chunk;
    }
  }
  return { ...file, entry: { ...entry, open } };
}
