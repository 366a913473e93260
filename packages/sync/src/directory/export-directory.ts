import path from "node:path";
import { writeManifest, writeTable } from "@muster/oneroster/csv/write-package.ts";
import type { Database, Reader, Transaction } from "../database/database.ts";
import { orOutputFault } from "../disk/output-fault.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { openDirectoryAt } from "./directory-at.ts";
import {
  type ExportScope,
  exportClasses,
  exportEnrollments,
  exportGuardianships,
  exportOrgs,
  exportUsers,
} from "./export/export-rows.ts";
import { guardianshipsText } from "./export/guardianships-text.ts";
import { prepareExport } from "./export/prepare-export.ts";
import { refuseForeignFiles } from "./export/refuse-foreign-files.ts";

export interface ExportRequest {
  readonly districtId: number;
  /** Where to; made when missing. Files of an earlier export are replaced, each whole. */
  readonly folder: string;
  /** Files of the same names that somebody else wrote are replaced too; refused unless told. */
  readonly replaces?: boolean;
  /** Archived and ended records too, marked `tobedeleted`; otherwise only what is in force. */
  readonly all?: boolean;
  /** The directory as of this instant; now unless told. */
  readonly asOf?: Date;
  readonly onFile?: (file: ExportedFile) => void;
}

export interface ExportedFile {
  readonly file: string;
  readonly rows: number;
}

/**
 * Writes the directory as OneRoster 1.1 CSV, with guardianships.csv beside it (design §6): how a stranger checks
 * what we hold. All files show the same moment, in an order that does not depend on ours; memory stays the same
 * whatever the size of the district.
 *
 * Records bear the sourcedId of the source where they are linked, else `m-` and our id. They count as in force as
 * `prepareExport` says.
 *
 * @throws Fault `storage.disk.full`, `output.path.unwritable`, `output.folder.taken`
 */
export async function exportDirectory(
  db: Database,
  request: ExportRequest,
): Promise<readonly ExportedFile[]> {
  const { districtId, folder } = request;
  const names = contents.map(([file]) => file);
  if (request.replaces !== true) await orOutputFault(refuseForeignFiles(folder, names), folder);
  return db.session(districtId, (session) =>
    session.write(async (tx) => {
      const scope = await openScope(tx, request);
      const written: ExportedFile[] = [];
      for (const [file, make] of contents) {
        const counter = { rows: 0 };
        await orOutputFault(writeText(path.join(folder, file), make(tx, scope, counter)), folder);
        written.push({ file, rows: counter.rows });
        request.onFile?.({ file, rows: counter.rows });
      }
      return written;
    }),
  );
}

/** One view of the data for all statements; nothing is written but temporary tables. */
async function openScope(
  tx: Transaction,
  { districtId, asOf, all = false }: ExportRequest,
): Promise<ExportScope> {
  await tx.query("set transaction isolation level repeatable read");
  const at = await openDirectoryAt(tx, districtId, asOf);
  await prepareExport(tx, districtId, at, all);
  return { districtId, at, all };
}

interface RowCounter {
  rows: number;
}

type MakeText = (
  tx: Reader,
  scope: ExportScope,
  counter: RowCounter,
) => AsyncIterable<string> | Iterable<string>;

/** The manifest is written last: where it is there, so is the rest. */
const contents: readonly (readonly [file: string, make: MakeText])[] = [
  ["orgs.csv", (tx, scope, to) => writeTable("orgs", "1.1", counted(exportOrgs(tx, scope), to))],
  ["users.csv", (tx, scope, to) => writeTable("users", "1.1", counted(exportUsers(tx, scope), to))],
  ["classes.csv", (tx, scope, to) => writeTable("classes", "1.1", counted(exportClasses(tx, scope), to))],
  [
    "enrollments.csv",
    (tx, scope, to) => writeTable("enrollments", "1.1", counted(exportEnrollments(tx, scope), to)),
  ],
  [
    "guardianships.csv",
    (tx, scope, to) => guardianshipsText(counted(exportGuardianships(tx, scope), to), scope.all),
  ],
  [
    "manifest.csv",
    () => [writeManifest("1.1", { orgs: "bulk", users: "bulk", classes: "bulk", enrollments: "bulk" })],
  ],
];

async function* counted<Row>(rows: AsyncIterable<Row>, counter: RowCounter): AsyncGenerator<Row> {
  for await (const row of rows) {
    counter.rows += 1;
    yield row;
  }
}

function writeText(file: string, chunks: AsyncIterable<string> | Iterable<string>): Promise<void> {
  return writeDurably(file, async (handle) => {
    for await (const chunk of chunks) await handle.write(chunk);
  });
}
