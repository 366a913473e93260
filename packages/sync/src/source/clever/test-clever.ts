import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestContext } from "node:test";
import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";
import { readPackage } from "@muster/oneroster/csv/read-package.ts";
import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import { rowReader } from "@muster/oneroster/csv/read-row.ts";
import { scanRecords } from "@muster/oneroster/csv/scan-records.ts";
import type { Diagnostic } from "@muster/oneroster/model/diagnostic.ts";
import type { RecordsByTable } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { Fault } from "../../fault.ts";
import { type TestConnection, testConnection } from "../network/test-connection.ts";
import type { Connection, SourceMemory, SourceValues } from "../source.ts";

/** A stand-in as these tests know it. */
interface Served {
  readonly origin: string;
  readonly districtId: string;
  readonly keys: { readonly token: string };
}

/** A connection to a stand-in with a folder that goes with the test. */
export async function connect(
  t: TestContext,
  clever: Served,
  given: { readonly values?: SourceValues; readonly lastSeen?: SourceMemory } & Partial<Connection> = {},
): Promise<TestConnection> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-clever-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const { values, ...more } = given;
  const own = {
    ...{ "district-id": clever.districtId, "district-token": clever.keys.token },
    ...{ "base-url": clever.origin, "page-size": "50" },
  };
  return testConnection({ folder, ...more, values: { ...own, ...values } });
}

/** The rows of a folder as our reader takes them, by table, and everything it had to say. */
export type ReadRoster = { readonly [T in TableName]: readonly RecordsByTable[T][] } & {
  readonly diagnostics: readonly Diagnostic[];
};

async function entriesOf(folder: string): Promise<readonly PackageEntry[]> {
  const names = await readdir(folder);
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(path.join(folder, name));
      async function* open() {
        yield bytes;
      }
      return { path: name, size: bytes.length, open };
    }),
  );
}

export async function readRoster(folder: string): Promise<ReadRoster> {
  const { files, diagnostics } = await readPackage(await entriesOf(folder));
  const found = new Map<TableName, unknown[]>();
  const told: Diagnostic[] = [...diagnostics];
  for (const file of files) {
    const read = rowReader(file, defaultProfile);
    const rows: unknown[] = [];
    for await (const batch of scanRecords(file, [1, 2]))
      for (let index = 0; index < batch.count; index += 1) {
        const row = read(batch, index);
        told.push(...row.diagnostics);
        if (row.record !== undefined) rows.push(row.record);
      }
    found.set(file.table, rows);
  }
  const rowsOf = <T extends TableName>(table: T) => (found.get(table) ?? []) as readonly RecordsByTable[T][];
  return {
    ...{ orgs: rowsOf("orgs"), academicSessions: rowsOf("academicSessions"), courses: rowsOf("courses") },
    ...{ classes: rowsOf("classes"), users: rowsOf("users"), roles: rowsOf("roles") },
    ...{ enrollments: rowsOf("enrollments"), guardians: rowsOf("guardians"), diagnostics: told },
  };
}

/** The fault that work ends with. */
export async function faultOf(work: Promise<unknown>): Promise<Fault> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error("nothing was wrong");
}
