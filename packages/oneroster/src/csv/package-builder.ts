import type { Diagnostic } from "../model/diagnostic.ts";
import type { TableName } from "../model/table-name.ts";
import type { PackageEntry } from "./package-entry.ts";
import {
  defaultProfile,
  type ReadProfile,
  type RosterPackage,
  readPackage,
  type TableFile,
} from "./read-package.ts";
import { type ReadRow, rowReader } from "./read-row.ts";
import { scanRecords } from "./scan-records.ts";

/** Builders for tests: packages made of text, read as a caller would read them. */

export const testSeed = [0x1234, 0x5678] as const;

/** A file of a package, handed out in chunks of `chunk` bytes. */
export function aFile(path: string, content: string | Uint8Array, chunk = 65_536): PackageEntry {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return {
    path,
    size: bytes.length,
    async *open() {
      for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
    },
  };
}

export const headers = {
  orgs: "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
  academicSessions:
    "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
  courses:
    "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
  classes:
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
  users:
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
  roles:
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId",
  enrollments:
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
  guardians:
    "studentSourcedId,guardianSourcedId,givenName,familyName,email,mobile,homePhone,language,relationship,contactType",
} as const satisfies Record<TableName, string>;

/** A sound row of each table of 1.1. */
export const rows = {
  orgs: "0012,,,Oak Grove,school,0012,",
  academicSessions: "T-1,,,Fall,term,2026-08-15,2026-12-20,,2027",
  courses: "CO-1,,,,Algebra,ALG,09,0012,,",
  classes: "C-1,,,Algebra 1,09,CO-1,A1,scheduled,,0012,T-1,,,",
  users: "S-1,,,true,0012,student,ana,,Ana,Lopez,,0401,ana@example.org,,,,09,",
  enrollments: "E-1,,,C-1,0012,S-1,student,,2026-08-15,2027-06-10",
} as const;

/** The files of a sound 1.1 package without manifest; a text replaces a file, undefined leaves it out. */
export function aPackage(changed: Record<string, string | Uint8Array | undefined> = {}): PackageEntry[] {
  const names = Object.keys(rows) as (keyof typeof rows)[];
  const usual = names.map((name) => [`${name}.csv`, `${headers[name]}\r\n${rows[name]}\r\n`] as const);
  const contents = new Map<string, string | Uint8Array | undefined>([...usual, ...Object.entries(changed)]);
  return [...contents].flatMap(([path, content]) => (content === undefined ? [] : [aFile(path, content)]));
}

/** The manifest of a package that holds these files in bulk. */
export function aManifest(version: string, modes: Record<string, string>): string {
  const lines = Object.entries(modes).map(([name, mode]) => `file.${name},${mode}`);
  return ["propertyName,value", "manifest.version,1.0", `oneroster.version,${version}`, ...lines, ""].join(
    "\r\n",
  );
}

/** Everything a table's file says, in the order of its rows. */
export async function readRows<T extends TableName>(
  read: RosterPackage,
  table: T,
  profile: ReadProfile = defaultProfile,
): Promise<ReadRow<T>[]> {
  const file = read.files.find((one): one is TableFile & { table: T } => one.table === table);
  if (file === undefined) throw new Error(`the package has no usable ${table}.csv`);
  const readOne = rowReader(file, profile);
  const all: ReadRow<T>[] = [];
  for await (const batch of scanRecords(file, testSeed)) {
    for (let index = 0; index < batch.count; index += 1) all.push(readOne(batch, index));
  }
  return all;
}

/** The rows of one 1.1 file whose other files are sound. */
export async function rowsOf<T extends keyof typeof rows>(
  table: T,
  text: string,
  profile: ReadProfile = defaultProfile,
): Promise<ReadRow<T>[]> {
  return readRows(await readPackage(aPackage({ [`${table}.csv`]: text }), profile), table, profile);
}

export function codesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => code);
}

type Cells = Readonly<Record<string, string>>;

/** A sound row with some cells written otherwise, quoted where they need it. */
export function rowWith(table: keyof typeof rows, cells: Cells): string {
  const names = headers[table].split(",");
  const usual = rows[table].split(",");
  const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return names.map((name, at) => quote(cells[name] ?? usual[at] ?? "")).join(",");
}

/** One row of a 1.1 table, read, with the codes of what was said about it. */
export async function readRow<T extends keyof typeof rows>(
  table: T,
  cells: Cells,
  profile: ReadProfile = defaultProfile,
): Promise<ReadRow<T> & { readonly codes: readonly string[] }> {
  const [read] = await rowsOf(table, `${headers[table]}\n${rowWith(table, cells)}\n`, profile);
  if (read === undefined) throw new Error("the row was not read at all");
  return { ...read, codes: codesOf(read.diagnostics) };
}
