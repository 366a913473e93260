import type { Diagnostic } from "../model/diagnostic.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import { type TableName, tableNames } from "../model/table-name.ts";
import { buildTableFile } from "./build-table-file.ts";
import { checkPresence, isOptionalTable } from "./check-presence.ts";
import { decideFormat } from "./decide-format.ts";
import type { EncodingProof } from "./detect-encoding.ts";
import { foreignFormat } from "./foreign-format.ts";
import { type InspectedFile, inspectFile } from "./inspect-file.ts";
import { type Manifest, readManifest } from "./manifest.ts";
import { nameFiles } from "./name-files.ts";
import type { PackageEntry } from "./package-entry.ts";
import { defaultProfile, type ReadProfile } from "./read-profile.ts";
import type { RosterPackage, SetAside } from "./roster-package.ts";

export type { TableName } from "../model/table-name.ts";
export type { PackageEntry } from "./package-entry.ts";
export { defaultProfile, type ReadProfile } from "./read-profile.ts";
export type { PackageFormat, RosterPackage } from "./roster-package.ts";
export type { TableFile } from "./table-file.ts";

/** How a package is opened. */
export interface ReadOptions {
  /**
   * `whole-file` (the usual) proves every file's encoding before anything else. `head` looks at the first 64 KiB
   * and leaves the rest to `scanRecords`, which throws EncodingError when it finds otherwise: saves one pass.
   */
  readonly encodingProof?: EncodingProof;
}

/**
 * Recognises a package: which files it holds, in which format, encoding and layout. Reads the heads of the
 * files, and the whole of them once for their encoding; never demographics, userProfiles or other tables'.
 * Nothing is thrown for what a district did wrong; every fault of the package is a diagnostic.
 */
export async function readPackage(
  entries: readonly PackageEntry[],
  profile: ReadProfile = defaultProfile,
  options: ReadOptions = {},
): Promise<RosterPackage> {
  const named = nameFiles(entries, profile);
  const manifest = named.manifest === undefined ? undefined : await readManifest(named.manifest, profile);
  const { present, absent } = heedManifest(named.tables, manifest);
  const inspected: InspectedFile[] = [];
  for (const [table, entry] of present) {
    inspected.push(await inspectFile(table, entry, profile, options.encodingProof ?? "whole-file"));
  }
  const setAside = [...named.setAside, ...absent.map(setAsideByManifest)];
  const version = manifest?.version ?? "";
  const facts = manifest && { version, sourceSystem: manifest.sourceSystem };
  const told = [...named.diagnostics, ...(manifest?.diagnostics ?? []), ...absent.map(tellAbsent)];
  const paths = entries.map(({ path }) => path);
  const foreign = foreignFormat(paths, writtenHeaders(inspected));
  if (foreign !== undefined) {
    const diagnostic = makeDiagnostic("package.format.unsupported", { file: "" }, { format: foreign });
    return { format: "unknown", files: [], setAside, manifest: facts, diagnostics: [...told, diagnostic] };
  }
  const { format, isMixed } = decideFormat(evidenceOf(inspected, manifest));
  if (isMixed) told.push(makeDiagnostic("package.version.mixed", { file: "" }, { version, readAs: format }));
  const tables = new Set(present.map(([table]) => table));
  const built = inspected.map((file) => {
    const mode = manifest?.modes.get(file.table) ?? "bulk";
    return buildTableFile(file, { format, mode, isOptional: isOptionalTable(file.table, tables) }, profile);
  });
  told.push(...checkPresence({ format, named, manifest, present: tables, paths }));
  return {
    format: tables.size === 0 && manifest === undefined ? "unknown" : format,
    files: built.flatMap(({ file }) => file ?? []),
    setAside,
    manifest: facts,
    diagnostics: [...told, ...built.flatMap(({ diagnostics }) => diagnostics)],
  };
}

interface Heeded {
  readonly present: readonly (readonly [TableName, PackageEntry])[];
  readonly absent: readonly PackageEntry[];
}

/** A file that the manifest calls absent, or does not list, is not there (Q024, Q025); guardians.csv it cannot know. */
function heedManifest(tables: ReadonlyMap<TableName, PackageEntry>, manifest: Manifest | undefined): Heeded {
  const isThere = (table: TableName) =>
    manifest === undefined || table === "guardians" || manifest.modes.has(table);
  const all = tableNames.flatMap((table) => {
    const entry = tables.get(table);
    return entry === undefined ? [] : [[table, entry] as const];
  });
  return {
    present: all.filter(([table]) => isThere(table)),
    absent: all.filter(([table]) => !isThere(table)).map(([, entry]) => entry),
  };
}

function setAsideByManifest(entry: PackageEntry): SetAside {
  return { path: entry.path, reason: "absent-by-manifest" };
}

function tellAbsent(entry: PackageEntry): Diagnostic {
  return makeDiagnostic("manifest.file.absent-present", { file: entry.path }, { file: entry.path });
}

function writtenHeaders(inspected: readonly InspectedFile[]): Map<TableName, readonly string[]> {
  return new Map(inspected.map(({ table, written }) => [table, written.map((name) => name.toLowerCase())]));
}

function evidenceOf(inspected: readonly InspectedFile[], manifest: Manifest | undefined) {
  const columns = new Map<TableName, ReadonlySet<string>>();
  for (const { table, header } of inspected) {
    columns.set(table, new Set(header?.names.filter((name) => name !== undefined)));
  }
  const hasOlderNames = inspected.some(({ header }) => header?.hasOlderNames);
  return { columns, manifestVersion: manifest?.version, hasOlderNames };
}
