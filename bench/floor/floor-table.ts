import type { RecordBatch } from "@muster/oneroster/csv/record-batch.ts";
import { splitCells } from "@muster/oneroster/csv/split-cells.ts";
import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { copyDate, copyHash, copyList, copyText } from "@muster/sync/database/copy-text.ts";
import { sourceTables } from "@muster/sync/snapshot/source-table.ts";

/** What becomes of a cell on its way into a column. Nothing is judged: PostgreSQL refuses what is no date. */
type Kind = "text" | "date" | "list" | "boolean";
type Column = readonly [column: string, header: string, kind: Kind];

/** One table of the floor: the SQL name of Muster's source table and the cells that go into it. */
export interface FloorTable {
  readonly name: string;
  readonly columns: readonly Column[];
}

const columnsOf: Partial<Record<TableName, readonly Column[]>> = {
  orgs: [
    ["name", "name", "text"],
    ["type", "type", "text"],
    ["identifier", "identifier", "text"],
    ["parent_sourced_id", "parentSourcedId", "text"],
  ],
  academicSessions: [
    ["title", "title", "text"],
    ["type", "type", "text"],
    ["starts_on", "startDate", "date"],
    ["ends_on", "endDate", "date"],
    ["parent_sourced_id", "parentSourcedId", "text"],
    ["school_year", "schoolYear", "text"],
  ],
  courses: [
    ["title", "title", "text"],
    ["course_code", "courseCode", "text"],
    ["org_sourced_id", "orgSourcedId", "text"],
  ],
  classes: [
    ["title", "title", "text"],
    ["grades", "grades", "list"],
    ["course_sourced_id", "courseSourcedId", "text"],
    ["class_code", "classCode", "text"],
    ["class_type", "classType", "text"],
    ["location", "location", "text"],
    ["school_sourced_id", "schoolSourcedId", "text"],
    ["term_sourced_ids", "termSourcedIds", "list"],
    ["periods", "periods", "list"],
  ],
  users: [
    ["role", "role", "text"],
    ["org_sourced_ids", "orgSourcedIds", "list"],
    ["username", "username", "text"],
    ["identifier", "identifier", "text"],
    ["given_name", "givenName", "text"],
    ["middle_name", "middleName", "text"],
    ["family_name", "familyName", "text"],
    ["email", "email", "text"],
    ["sms", "sms", "text"],
    ["phone", "phone", "text"],
    ["language", "language", "text"],
    ["agent_sourced_ids", "agentSourcedIds", "list"],
    ["grades", "grades", "list"],
    ["is_enabled", "enabledUser", "boolean"],
  ],
  enrollments: [
    ["class_sourced_id", "classSourcedId", "text"],
    ["user_sourced_id", "userSourcedId", "text"],
    ["role", "role", "text"],
    ["is_primary", "primary", "boolean"],
    ["begins_on", "beginDate", "date"],
    ["ends_on", "endDate", "date"],
  ],
};

/** The floor's table for a file. The benchmark writes OneRoster 1.1; throws for any other table. */
export function floorTable(table: TableName): FloorTable {
  const columns = columnsOf[table];
  if (columns === undefined) throw new Error(`the floor knows no ${table}.csv`);
  return { name: sourceTables[table].name, columns };
}

/** The columns of the lines that `lineReader` makes, for COPY. */
export function copyColumns(table: FloorTable): string {
  return ["sourced_id", "record", "line", "row_hash", ...table.columns.map(([column]) => column)].join(", ");
}

/** A function that makes the COPY line of any record of any batch of this file: split, escaped, never checked. */
export function lineReader(
  file: TableFile,
  table: FloorTable,
): (batch: RecordBatch, index: number) => string {
  const id = file.columns.indexOf("sourcedId");
  const places = table.columns.map(([, header]) => file.columns.indexOf(header));
  const kinds = table.columns.map(([, , kind]) => kind);
  let bytes: Buffer = Buffer.alloc(0);
  return (batch, index) => {
    if (bytes.buffer !== batch.bytes.buffer)
      bytes = Buffer.from(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.byteLength);
    const record = bytes.toString("utf8", batch.start[index], batch.end[index]);
    const { cells } = splitCells(record, file.delimiter);
    let line = `${copyText(cells[id] ?? "")}\t${batch.firstRecord + index}\t${batch.line[index]}\t`;
    line += copyHash(batch.hash, index * 4);
    for (let at = 0; at < places.length; at += 1)
      line += `\t${copyCell(kinds[at], cells[places[at] ?? -1] ?? "")}`;
    return `${line}\n`;
  };
}

function copyCell(kind: Kind | undefined, cell: string): string {
  if (kind === "text") return copyText(cell);
  if (kind === "date") return copyDate(cell);
  if (kind === "list") return cell === "" ? "{}" : copyList(cell.split(","));
  return cell === "true" ? "t" : "f";
}
