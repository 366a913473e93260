import type { Diagnostic, Facts } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import { detectEncoding } from "./detect-encoding.ts";
import { standardFiles } from "./file-names.ts";
import { type HeadRecord, headRecords, headText } from "./head-records.ts";
import { nearestName } from "./nearest-name.ts";
import type { PackageEntry } from "./package-entry.ts";
import type { ReadProfile } from "./read-profile.ts";
import { sniffDelimiter } from "./sniff-delimiter.ts";
import { splitCells } from "./split-cells.ts";
import type { FileMode } from "./table-file.ts";

/** What manifest.csv says (CSV bindings 1.1 and 1.2, table "manifest"). */
export interface Manifest {
  /** `oneroster.version` as written, or "". */
  readonly version: string;
  readonly sourceSystem: string;
  /** By the standard's file name without ending; a file that is absent or not listed is not here (Q025). */
  readonly modes: ReadonlyMap<string, FileMode>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Far above what a manifest holds (26 lines); a longer one is read up to here. */
const recordLimit = 200;
const columnNames = ["propertyname", "value", "propertyvalue"];
const plainProperties = ["manifest.version", "oneroster.version", "source.systemName", "source.systemCode"];
const properties = [...plainProperties, ...standardFiles.map((name) => `file.${name}`)];
const byLowerName: ReadonlyMap<string, string> = new Map(
  properties.map((name) => [name.toLowerCase(), name]),
);

/** Reads manifest.csv leniently: any order, any case, a doubled header (Q027), stray stars of 1.2's own table. */
export async function readManifest(entry: PackageEntry, profile: ReadProfile): Promise<Manifest> {
  const { encoding, head, isWhole, diagnostics } = await detectEncoding(entry, {
    ...profile,
    encoding: "auto",
  });
  const { records } = headRecords(headText(head, encoding, isWhole), recordLimit, isWhole);
  const told: Diagnostic[] = [...diagnostics];
  const say: Say = (code, line, facts) => told.push(makeDiagnostic(code, { file: entry.path, line }, facts));
  const values = readProperties(records, say);
  checkVersions(values, say);
  return {
    version: values.get("oneroster.version")?.value ?? "",
    sourceSystem: sourceSystemOf(values),
    modes: modesOf(values, say),
    diagnostics: told,
  };
}

/** The known properties with their values. `propertyValue` is read for `value` (Q020). */
function readProperties(records: readonly HeadRecord[], say: Say): Map<string, Property> {
  const values = new Map<string, Property>();
  const [header, ...rows] = records;
  const headerText = header?.text ?? "";
  const isKnown = (name: string) => columnNames.includes(name.trim().toLowerCase());
  const delimiter = sniffDelimiter(headerText, isKnown);
  const cellsOf = (text: string) => splitCells(text, delimiter).cells.map((cell) => cell.trim());
  const columns = cellsOf(headerText).map((cell) => cell.toLowerCase());
  const nameAt = columns.indexOf("propertyname");
  const valueAt = columns.includes("value") ? columns.indexOf("value") : columns.indexOf("propertyvalue");
  const headerLine = header?.line ?? 1;
  if (nameAt < 0 || valueAt < 0) {
    say("manifest.header.unreadable", headerLine, { found: columns.slice(0, 6).join(", ") });
    return values;
  }
  if (!columns.includes("value")) {
    say("manifest.column.misspelt", headerLine, { written: "propertyValue", column: "value" });
  }
  for (const { text, line } of rows) {
    if (text === headerText) continue;
    const cells = cellsOf(text);
    const written = (cells[nameAt] ?? "").replace(/\*+$/, "");
    const name = byLowerName.get(written.toLowerCase());
    if (name !== undefined) values.set(name, { value: cells[valueAt] ?? "", line });
    else if (written !== "") tellUnknown(written, line, say);
  }
  return values;
}

/** Q022: the nearest known name is suggested, never taken; the property it may have meant stays missing. */
function tellUnknown(written: string, line: number, say: Say): void {
  const nearest = nearestName(written, properties);
  const facts = { written: written.slice(0, 60), ...(nearest === undefined ? {} : { nearest }) };
  say("manifest.property.unknown", line, facts);
}

interface Property {
  readonly value: string;
  readonly line: number;
}

type Say = (code: DiagnosticCode, line: number, facts: Facts) => void;

/** Exporters fill the two source properties with "absent" as if they were files. */
function sourceSystemOf(values: ReadonlyMap<string, Property>): string {
  const name = values.get("source.systemName")?.value ?? "";
  return name.toLowerCase() === "absent" ? "" : name;
}

/** A spreadsheet makes 1 of manifest version 1.0 (Q021); 1.0, 1.1, 1.1.1, 1.2 and 1.2.1 are known (Q023). */
function checkVersions(values: ReadonlyMap<string, Property>, say: Say): void {
  const own = values.get("manifest.version");
  if (own?.value === "1") say("manifest.version.excel", own.line, { written: own.value });
  const standard = values.get("oneroster.version");
  if (standard === undefined || standard.value === "") {
    say("manifest.version.missing", standard?.line ?? 1, {});
  } else if (!/^1\.[012](\.\d+)?$/.test(standard.value)) {
    say("manifest.version.unknown", standard.line, { written: standard.value.slice(0, 40) });
  }
}

/** Blank means absent; a word that is none of the three cannot be obeyed (Q026). */
function modesOf(values: ReadonlyMap<string, Property>, say: Say): Map<string, FileMode> {
  const modes = new Map<string, FileMode>();
  for (const [property, { value, line }] of values) {
    if (!property.startsWith("file.")) continue;
    const mode = value.toLowerCase();
    if (mode === "bulk" || mode === "delta") modes.set(property.slice(5), mode);
    else if (mode !== "absent" && mode !== "") {
      say("manifest.mode.unknown", line, { property, written: value.slice(0, 40) });
    }
  }
  return modes;
}
