import type { Diagnostic } from "../model/diagnostic.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import { type TableName, tableNames } from "../model/table-name.ts";
import { baseName } from "./file-names.ts";
import type { Manifest } from "./manifest.ts";
import type { NamedFiles } from "./name-files.ts";
import type { PackageFormat } from "./roster-package.ts";

const needed: Readonly<Record<Exclude<PackageFormat, "unknown">, readonly TableName[]>> = {
  "oneroster-1.0": ["orgs", "classes", "users", "enrollments"],
  "oneroster-1.1": ["orgs", "classes", "users", "enrollments"],
  "oneroster-1.2": ["orgs", "classes", "users", "roles", "enrollments"],
  "three-file": ["classes", "users", "enrollments"],
};
const welcome: readonly TableName[] = ["academicSessions", "courses"];

/** What is there to be checked for completeness. */
export interface Presence {
  readonly format: Exclude<PackageFormat, "unknown">;
  readonly named: NamedFiles;
  readonly manifest: Manifest | undefined;
  /** Tables whose file is there and not called absent. */
  readonly present: ReadonlySet<TableName>;
  readonly paths: readonly string[];
}

/** Whether the roster can do without a table's file: its absence is never read as "none". */
export function isOptionalTable(table: TableName, present: ReadonlySet<TableName>): boolean {
  if (table === "guardians") return present.size > 1;
  return welcome.includes(table);
}

/** Says which files are missing: against the manifest (Q024), and against what a roster needs at least. */
export function checkPresence(presence: Presence): Diagnostic[] {
  const { named, manifest, present } = presence;
  if (present.size === 0 && named.explained.size > 0) return [];
  if (manifest === undefined && present.size === 0) {
    const isTold = named.diagnostics.some(({ severity }) => severity === "blocking");
    return isTold
      ? []
      : [makeDiagnostic("package.files.none", { file: "" }, { files: presence.paths.length })];
  }
  const unkept = manifest === undefined ? [] : unkeptPromises(presence, manifest);
  if (manifest !== undefined && present.size === 0 && unkept.length === 0) {
    const isAlone = named.tables.size === 0;
    if (isAlone) return [makeDiagnostic("package.manifest.alone", { file: named.manifest?.path ?? "" })];
  }
  return [...unkept, ...missingFiles(presence)];
}

/** Files the manifest announces and the package does not hold: fatal where we need them, told elsewhere. */
function unkeptPromises({ named, paths }: Presence, manifest: Manifest): Diagnostic[] {
  const names = new Set(paths.map((path) => baseName(path).toLowerCase()));
  const place = { file: named.manifest?.path ?? "" };
  return [...manifest.modes].flatMap(([name, mode]) => {
    const table = tableNames.find((one) => one === name);
    const isHere = table === undefined ? names.has(`${name.toLowerCase()}.csv`) : named.tables.has(table);
    if (isHere || (table !== undefined && named.explained.has(table))) return [];
    const code = table === undefined ? "manifest.file.unneeded-missing" : "manifest.file.missing";
    return [makeDiagnostic(code, place, { file: `${name}.csv`, mode })];
  });
}

/** A package with a delta file in it may leave out what did not change; any other must be whole. */
function missingFiles({ format, named, manifest, present }: Presence): Diagnostic[] {
  const isDelta = [...(manifest?.modes ?? [])].some(([, mode]) => mode === "delta");
  const isGuardiansOnly = present.size === 1 && present.has("guardians");
  if (isDelta || (isGuardiansOnly && format === "three-file")) return [];
  const isMissing = (table: TableName) =>
    !present.has(table) && !named.explained.has(table) && !manifest?.modes.has(table);
  const found = [...present].map((table) => `${table}.csv`).join(", ");
  const tell = (code: "file.required.missing" | "file.optional.missing", table: TableName) =>
    makeDiagnostic(code, { file: `${table}.csv` }, { file: `${table}.csv`, found });
  const optional = format === "three-file" ? [] : welcome;
  const noManifest = manifest === undefined && format !== "three-file";
  return [
    ...(noManifest ? [makeDiagnostic("package.manifest.missing", { file: "manifest.csv" })] : []),
    ...needed[format].filter(isMissing).map((table) => tell("file.required.missing", table)),
    ...optional.filter(isMissing).map((table) => tell("file.optional.missing", table)),
  ];
}
