import type { RecordOf } from "../model/record-of.ts";
import type { RecordStatus } from "../model/status.ts";
import type { TableName } from "../model/table-name.ts";
import { columnsOf } from "./columns.ts";
import { standardFiles } from "./file-names.ts";

/** The versions we write. guardians.csv is ours and the same beside both. */
export type WrittenVersion = "1.1" | "1.2";

/** What is asked for besides the version. */
export interface WriteOptions {
  /** bulk (the usual): `status` and `dateLastModified` stay blank, as the bindings demand. */
  readonly mode?: "bulk" | "delta";
  /** An ISO instant for every row of a delta file, where the column must be filled. */
  readonly dateLastModified?: string;
  /** Columns of ours to write behind those of the standard. */
  readonly besides?: readonly string[];
}

const lineEnd = "\r\n";
/** Text is handed out in pieces of about this many characters. */
const chunkLength = 64 * 1024;

/**
 * A table as text that strict readers accept: exact header in the standard's order, CRLF, no byte order mark,
 * quotes only where needed, no line break inside a cell, comma lists. UTF-8 is up to whoever encodes it.
 *
 * In bulk mode an active row's status is blank; a row that is `tobedeleted` keeps the word, and belongs into such
 * a file only where a reader of ours asked for everything.
 *
 * @throws Error for a table the version does not have, and for an id list whose item holds a comma.
 */
export async function* writeTable<T extends TableName>(
  table: T,
  version: WrittenVersion,
  rows: AsyncIterable<RecordOf<T>> | Iterable<RecordOf<T>>,
  options: WriteOptions = {},
): AsyncGenerator<string> {
  const { header, line } = tableLines(table, version, options);
  let text = header;
  // @NOTE awaiting every row of a list that is already there would cost more than writing it.
  const batches = Symbol.iterator in rows ? [rows] : oneByOne(rows);
  for await (const batch of batches) {
    for (const row of batch) {
      text += line(row);
      if (text.length < chunkLength) continue;
      yield text;
      text = "";
    }
  }
  if (text !== "") yield text;
}

/** The cells of a row by column, in words that nobody has judged yet: a reader of the file will. */
export type UnjudgedRow = Readonly<Record<string, string | readonly string[]>>;

/** A table line by line, for who writes several files from one stream. Lines end as `writeTable` ends them. */
export interface TableLines {
  readonly header: string;
  readonly line: (row: UnjudgedRow | RecordOf<TableName>) => string;
}

/**
 * @throws Error for a table the version does not have; `line` throws one for an id list whose item holds a comma.
 */
export function tableLines(
  table: TableName,
  version: WrittenVersion,
  options: WriteOptions = {},
): TableLines {
  const standard = columnsOf[table][version];
  if (standard === undefined) throw new Error(`OneRoster ${version} has no table ${table}`);
  const columns = [...standard, ...(options.besides ?? [])];
  const extensible = version === "1.2" ? extensibleCells[table] : undefined;
  const cells = columns.map((column) => cellOf(column, extensible, options));
  // @NOTE records have their columns' names for keys: what a column has no key for is blank.
  const line = (row: UnjudgedRow | RecordOf<TableName>): string =>
    lineText(columns, cells, row as unknown as Values);
  return { header: columns.join(",") + lineEnd, line };
}

async function* oneByOne<Row>(rows: AsyncIterable<Row>): AsyncGenerator<readonly Row[]> {
  for await (const row of rows) yield [row];
}

const rolesOf12: ReadonlySet<string> = new Set([
  "aide",
  "counselor",
  "districtAdministrator",
  "guardian",
  "parent",
  "principal",
  "proctor",
  "relative",
  "siteAdministrator",
  "student",
  "systemAdministrator",
  "teacher",
]);

interface ExtensibleCell {
  readonly column: string;
  readonly words: ReadonlySet<string>;
}

/** Cells in which 1.2 allows other words than its own, marked by `ext:` (CSV binding 1.2, data types). */
const extensibleCells: Partial<Record<TableName, ExtensibleCell>> = {
  orgs: {
    column: "type",
    words: new Set(["department", "school", "district", "local", "state", "national"]),
  },
  academicSessions: { column: "type", words: new Set(["gradingPeriod", "semester", "schoolYear", "term"]) },
  classes: { column: "classType", words: new Set(["homeroom", "scheduled"]) },
  roles: { column: "role", words: rolesOf12 },
  enrollments: { column: "role", words: new Set(["administrator", "proctor", "student", "teacher"]) },
};

type Values = Readonly<Record<string, unknown>>;

/** What a column's cell holds where that is not the value under its own name. Decided once a table, not once a cell. */
type OwnCell = (values: Values) => unknown;

/** @NOTE a loop that adds text to text: lists of cells that are joined are what a fetch of a large district waited for. */
function lineText(
  columns: readonly string[],
  cells: readonly (OwnCell | undefined)[],
  values: Values,
): string {
  let text = "";
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at] ?? "";
    const own = cells[at];
    const value = own === undefined ? values[column] : own(values);
    if (at > 0) text += ",";
    if (typeof value === "string") text += quoted(value);
    else if (value !== undefined) text += cellText(column, value);
  }
  return text + lineEnd;
}

function cellOf(
  column: string,
  extensible: ExtensibleCell | undefined,
  options: WriteOptions,
): OwnCell | undefined {
  if (column === "status") return ({ status }) => statusText(status, options);
  if (column === "dateLastModified")
    return () => (options.mode === "delta" ? options.dateLastModified : undefined);
  if (column !== "role" && extensible?.column !== column) return undefined;
  const own: OwnCell =
    column === "role" ? ({ writtenRole, role }) => writtenRole || role : (values) => values[column];
  if (extensible?.column !== column) return own;
  const { words } = extensible;
  return (values) => markedWord(String(own(values) ?? ""), words);
}

/** A word outside the standard's list, in the form that 1.2 allows for it; nothing stays nothing. */
function markedWord(word: string, words: ReadonlySet<string>): string {
  if (word === "" || words.has(word) || word.startsWith("ext:")) return word;
  return `ext:${word.replaceAll(/[^a-zA-Z0-9._-]/g, "")}`;
}

function statusText(status: unknown, options: WriteOptions): RecordStatus | "" {
  if (status === "tobedeleted") return "tobedeleted";
  return options.mode === "delta" ? "active" : "";
}

function cellText(column: string, value: unknown): string {
  if (Array.isArray(value)) return quoted(value.map((item) => listItem(column, String(item))).join(","));
  return quoted(String(value));
}

/** The binding has no way to write a comma inside an item. A subject can lose it, an id cannot. */
function listItem(column: string, item: string): string {
  if (!item.includes(",")) return item;
  if (column.endsWith("SourcedIds")) throw new Error(`an item of ${column} holds a comma`);
  return item.replaceAll(/\s*,\s*/g, " ");
}

/** RFC 4180 with the bindings' extra rule: a line break inside a field becomes a blank. */
function quoted(text: string): string {
  if (!/[",\r\n]/.test(text)) return text;
  const line = text.replaceAll(/\r\n|\r|\n/g, " ");
  return /[",]/.test(line) ? `"${line.replaceAll('"', '""')}"` : line;
}

/** Files new in 1.2 (CSV binding 1.2, table "manifest"). */
const since12 = new Set<string>([
  "lineItemLearningObjectiveIds",
  "lineItemScoreScales",
  "resultLearningObjectiveIds",
  "resultScoreScales",
  "roles",
  "scoreScales",
  "userProfiles",
  "userResources",
]);

/** Which system the files come from, as their manifest names it. */
export interface ManifestSource {
  readonly systemName: string;
  readonly systemCode: string;
}

/** manifest.csv for a package that holds these files; every other file of the version is listed as absent. */
export function writeManifest(
  version: WrittenVersion,
  modes: Partial<Record<string, "bulk" | "delta">>,
  source?: ManifestSource,
): string {
  const files = standardFiles
    .filter((name) => version === "1.2" || !since12.has(name))
    .sort((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
  const properties: [string, string][] = [
    ["manifest.version", "1.0"],
    ["oneroster.version", version],
    ...files.map((name): [string, string] => [`file.${name}`, modes[name] ?? "absent"]),
  ];
  if (source !== undefined) {
    properties.push(["source.systemName", source.systemName], ["source.systemCode", source.systemCode]);
  }
  const lines = [["propertyName", "value"], ...properties].map((cells) =>
    cells.map((cell) => quoted(cell ?? "")),
  );
  return lines.map((cells) => cells.join(",") + lineEnd).join("");
}
