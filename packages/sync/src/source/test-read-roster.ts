import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";
import { readPackage } from "@muster/oneroster/csv/read-package.ts";
import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import { rowReader } from "@muster/oneroster/csv/read-row.ts";
import { scanRecords } from "@muster/oneroster/csv/scan-records.ts";
import type { Diagnostic } from "@muster/oneroster/model/diagnostic.ts";
import type { RecordsByTable } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";

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

/** Of a school, who and what a roster has there: everybody once, whatever their roles. */
export interface ThereCounts {
  readonly students: number;
  readonly teachers: number;
  readonly staff: number;
  readonly classes: number;
}

const staffRoles = /^(?:teacher|aide|proctor|counselor|principal|\w*administrator)$/i;

/** Counts at each school of a roster. */
export function countByHand({ orgs, roles, classes }: ReadRoster): ReadonlyMap<string, ThereCounts> {
  const schools = orgs.filter(({ type }) => type === "school").map(({ sourcedId }) => sourcedId);
  return new Map(
    schools.map((school) => {
      const people = (isRole: (role: string) => boolean): number =>
        new Set(
          roles
            .filter(({ role, orgSourcedId }) => orgSourcedId === school && isRole(role))
            .map(({ userSourcedId }) => userSourcedId),
        ).size;
      const there = {
        students: people((role) => role === "student"),
        teachers: people((role) => role === "teacher"),
        staff: people((role) => staffRoles.test(role)),
        classes: classes.filter(({ schoolSourcedId }) => schoolSourcedId === school).length,
      };
      return [school, there];
    }),
  );
}
