import type { Diagnostic } from "../model/diagnostic.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import { type TableName, tableNames } from "../model/table-name.ts";
import { baseName, folderOf, type NameMeaning, nameMeaning } from "./file-names.ts";
import type { PackageEntry } from "./package-entry.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { SetAside } from "./roster-package.ts";

/** A package's files by what their names say. */
export interface NamedFiles {
  readonly tables: ReadonlyMap<TableName, PackageEntry>;
  readonly manifest: PackageEntry | undefined;
  readonly setAside: readonly SetAside[];
  /** Tables whose file is missing for a reason already told: a similar or a doubled name. */
  readonly explained: ReadonlySet<TableName>;
  readonly diagnostics: readonly Diagnostic[];
}

interface Named {
  readonly entry: PackageEntry;
  readonly path: string;
  readonly meaning: NameMeaning;
}

/** Sorts a package's files by name, in the one folder that holds the roster. */
export function nameFiles(entries: readonly PackageEntry[], profile: ReadProfile): NamedFiles {
  const all = entries
    .map((entry) => ({ entry, path: entry.path.replaceAll("\\", "/").replace(/^(\.?\/)+/, "") }))
    .filter(({ path }) => path !== "" && !path.endsWith("/"))
    .map(({ entry, path }): Named => ({ entry, path, meaning: nameMeaning(path, profile) }));
  const diagnostics: Diagnostic[] = [];
  const folder = rosterFolder(all, diagnostics);
  const inside = all.filter(({ path }) => folderOf(path) === folder);
  const setAside = all
    .filter((named) => named.meaning.kind === "aside" || !inside.includes(named))
    .map(({ entry, meaning }): SetAside => ({ path: entry.path, reason: reasonOf(meaning) }));
  const tables = new Map<TableName, PackageEntry>();
  const explained = new Set<TableName>();
  for (const table of tableNames) {
    const entry = fileOfTable(table, inside, diagnostics, setAside);
    if (entry !== undefined) tables.set(table, entry);
    else if (inside.some(({ meaning }) => "table" in meaning && meaning.table === table))
      explained.add(table);
  }
  const manifest = onlyOne(
    inside.filter(({ meaning }) => meaning.kind === "manifest"),
    diagnostics,
  );
  return { tables, manifest, setAside, explained, diagnostics };
}

function reasonOf(meaning: NameMeaning): SetAside["reason"] {
  return meaning.kind === "aside" ? meaning.reason : "unknown";
}

/** The root where it holds something of a roster, else the one folder that does (Q006); undefined when none does. */
function rosterFolder(all: readonly Named[], diagnostics: Diagnostic[]): string | undefined {
  const candidates = foldersOf(all, ["table", "manifest"]);
  const folders = candidates.length > 0 ? candidates : foldersOf(all, ["similar"]);
  if (folders.includes("")) return "";
  const [folder] = folders;
  if (folder === undefined) return undefined;
  if (folders.length > 1) {
    const facts = { folders: folders.slice(0, 6).join(", "), count: folders.length };
    diagnostics.push(makeDiagnostic("package.folder.several", { file: folder }, facts));
    return undefined;
  }
  diagnostics.push(makeDiagnostic("package.folder.nested", { file: folder }, { folder }));
  return folder;
}

function foldersOf(all: readonly Named[], kinds: readonly NameMeaning["kind"][]): readonly string[] {
  return [
    ...new Set(all.filter(({ meaning }) => kinds.includes(meaning.kind)).map(({ path }) => folderOf(path))),
  ];
}

/** The file of one table. A similar name is never taken for it, only pointed out (A15). */
function fileOfTable(
  table: TableName,
  inside: readonly Named[],
  diagnostics: Diagnostic[],
  setAside: SetAside[],
): PackageEntry | undefined {
  const ofTable = inside.filter(({ meaning }) => "table" in meaning && meaning.table === table);
  const exact = ofTable.filter(({ meaning }) => meaning.kind === "table");
  const similar = ofTable.filter(({ meaning }) => meaning.kind === "similar");
  const expected = `${table}.csv`;
  const entry = onlyOne(exact, diagnostics);
  const isCaseOff = exact[0]?.meaning.kind === "table" && !exact[0].meaning.isExact;
  if (entry !== undefined && isCaseOff) {
    diagnostics.push(makeDiagnostic("file.name.case", { file: entry.path }, { expected }));
  }
  for (const { entry: other } of similar) {
    const code = exact.length > 0 ? "file.name.spare" : "file.name.similar";
    const facts = { expected, found: baseName(other.path) };
    diagnostics.push(makeDiagnostic(code, { file: other.path }, facts));
    setAside.push({ path: other.path, reason: "unknown" });
  }
  return entry;
}

/** Two names that are equal without case, or one name twice in an archive: which one is meant cannot be known. */
function onlyOne(named: readonly Named[], diagnostics: Diagnostic[]): PackageEntry | undefined {
  const [first, second] = named;
  if (first === undefined || second === undefined) return first?.entry;
  const facts = { other: second.entry.path, count: named.length };
  diagnostics.push(makeDiagnostic("file.name.duplicate", { file: first.entry.path }, facts));
  return undefined;
}
