import type { Edit, EditOf } from "./edit.ts";
import { editBytes, isByteEdit } from "./edit-bytes.ts";
import { chooseRows, columnAt, editTable, fill, isTableEdit, readTable, writeTable } from "./edit-table.ts";

/** The files of an upload by their path inside it. */
export type Files = ReadonlyMap<string, Buffer>;

/** Makes the edits one after the other. Throws where an edit finds nothing to do. */
export function editFiles(base: Files, edits: readonly Edit[]): Files {
  return edits.reduce<Files>((files, edit) => editOnce(files, edit), base);
}

function editOnce(files: Files, edit: Edit): Files {
  if (isTableEdit(edit)) {
    const bytes = fileAt(files, edit.file);
    return new Map([...files, [edit.file, writeTable(editTable(readTable(bytes), edit))]]);
  }
  if (isByteEdit(edit)) return new Map([...files, [edit.file, editBytes(fileAt(files, edit.file), edit)]]);
  switch (edit.do) {
    case "dropFile":
      fileAt(files, edit.file);
      return new Map([...files].filter(([name]) => name !== edit.file));
    case "renameFile":
      fileAt(files, edit.file);
      return new Map([...files].map(([name, bytes]) => [name === edit.file ? edit.to : name, bytes]));
    case "copyFile":
      return new Map([...files, [edit.to, fileAt(files, edit.file)]]);
    case "addFile":
      return new Map([...files, [edit.file, Buffer.from(edit.text)]]);
    case "moveInto":
      return new Map([...files].map(([name, bytes]) => [`${edit.folder}/${name}`, bytes]));
    case "renumber":
      return renumber(files, edit);
    default:
      return edit satisfies never;
  }
}

function fileAt(files: Files, name: string): Buffer {
  const bytes = files.get(name);
  if (bytes === undefined) throw new Error(`an edit names a file that is not there: ${name}`);
  return bytes;
}

/** Where records of a file are pointed to. */
const references: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "users.csv": [
    ["users.csv", "agentSourcedIds"],
    ["enrollments.csv", "userSourcedId"],
    ["roles.csv", "userSourcedId"],
  ],
  "classes.csv": [["enrollments.csv", "classSourcedId"]],
  "courses.csv": [["classes.csv", "courseSourcedId"]],
  "enrollments.csv": [],
  "academicSessions.csv": [
    ["academicSessions.csv", "parentSourcedId"],
    ["courses.csv", "schoolYearSourcedId"],
    ["classes.csv", "termSourcedIds"],
  ],
  "orgs.csv": [
    ["orgs.csv", "parentSourcedId"],
    ["courses.csv", "orgSourcedId"],
    ["classes.csv", "schoolSourcedId"],
    ["users.csv", "orgSourcedIds"],
    ["enrollments.csv", "schoolSourcedId"],
  ],
};

function renumber(files: Files, edit: EditOf<"renumber">): Files {
  const table = readTable(fileAt(files, edit.file));
  const chosen = chooseRows(table, edit.rows);
  const ids = new Map<string, string>();
  for (const n of chosen) {
    const id = table.rows[n]?.[0] ?? "";
    ids.set(id, fill(edit.to, id, n));
  }
  const columns = references[edit.file];
  if (columns === undefined) throw new Error(`nobody knows who points to records of ${edit.file}`);
  return [[edit.file, "sourcedId"] as const, ...columns].reduce<Files>(
    (edited, [file, column]) => renumberColumn(edited, file, column, ids),
    files,
  );
}

function renumberColumn(files: Files, file: string, column: string, ids: ReadonlyMap<string, string>): Files {
  const bytes = files.get(file);
  if (bytes === undefined) return files;
  const table = readTable(bytes);
  const at = columnAt(table, column);
  const cellOf = (cell: string): string =>
    cell
      .split(",")
      .map((id) => ids.get(id) ?? id)
      .join(",");
  const rows = table.rows.map((row) => row.map((cell, one) => (one === at ? cellOf(cell) : cell)));
  return new Map([...files, [file, writeTable({ header: table.header, rows })]]);
}
