import type { Diagnostic } from "../model/diagnostic.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import type { TableName } from "../model/table-name.ts";
import { type ColumnForm, carriedColumns, columnsOf, knownColumns } from "./columns.ts";
import { nearestName } from "./nearest-name.ts";
import type { ReadHeader } from "./read-header.ts";

/** Which columns of a file are read. */
export interface ChosenColumns {
  readonly columns: readonly (string | undefined)[];
  readonly droppedColumns: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Decides what is read of a file, and says what is missing, not known, or more than a roster needs. */
export function chooseColumns(
  table: TableName,
  header: ReadHeader,
  form: ColumnForm,
  path: string,
  line: number,
): ChosenColumns {
  const carried = new Set(carriedColumns(table).filter((name) => !isSaidElsewhere(table, name, form)));
  const columns = header.names.map((name) => (name !== undefined && carried.has(name) ? name : undefined));
  const dropped = header.written.filter((written, at) => {
    return written !== "" && columns[at] === undefined && header.names[at] !== "dateLastModified";
  });
  const place = { file: path, line };
  return {
    columns,
    droppedColumns: dropped,
    diagnostics: [
      ...missingColumns(table, header, form, path, line),
      ...tellUnknown(table, header, place),
      ...tellSensitive(table, header, place),
    ],
  };
}

/** 1.2 says roles and schools of a user in roles.csv; what users.csv says of them is not read (Q038). */
function isSaidElsewhere(table: TableName, name: string, form: ColumnForm): boolean {
  return table === "users" && form === "1.2" && (name === "role" || name === "orgSourcedIds");
}

function missingColumns(
  table: TableName,
  header: ReadHeader,
  form: ColumnForm,
  path: string,
  line: number,
): Diagnostic[] {
  const has = new Set(header.names);
  const { needed, defaulted } = columnsOf[table];
  const unknown = header.written.filter((name, at) => name !== "" && header.names[at] === undefined);
  const missing = needed[form].filter((name) => !has.has(name));
  const found = header.written.slice(0, 30).join(", ");
  const diagnostics = missing.map((column) => {
    const nearest = nearestName(column, unknown);
    const facts = { column, found, ...(nearest === undefined ? {} : { nearest }) };
    return makeDiagnostic("file.column.missing", { file: path, line, column }, facts);
  });
  if (form === "three-file") {
    const atSchool = schoolColumns[table];
    if (atSchool === undefined || has.has(atSchool)) return diagnostics;
    return [
      ...diagnostics,
      makeDiagnostic(
        "file.column.school-level",
        { file: path, line, column: atSchool },
        { column: atSchool },
      ),
    ];
  }
  const absent = defaulted.filter((name) => !has.has(name));
  return [
    ...diagnostics,
    ...absent.map((column) =>
      makeDiagnostic("file.column.defaulted", { file: path, line, column }, { column }),
    ),
  ];
}

/** Left out by uploads for one school, where they would say the same in every row (Q040). */
const schoolColumns: Partial<Record<TableName, string>> = {
  users: "orgSourcedIds",
  classes: "schoolSourcedId",
  enrollments: "schoolSourcedId",
};

function tellUnknown(
  table: TableName,
  header: ReadHeader,
  place: { file: string; line: number },
): Diagnostic[] {
  const unknown = strangers(table, header);
  if (unknown.length === 0) return [];
  const facts = { count: unknown.length, columns: unknown.slice(0, 20).join(", ") };
  return [makeDiagnostic("file.column.unknown", place, facts)];
}

/** Names of things a roster never needs and a district should not send (D06). */
const sensitive =
  /ssn|social.?security|medical|health|allerg|immuni|medic|lunch|\biep\b|\b504\b|birth|\bdob\b|race|ethnic|gender|religio|disab|income|immigr|citizen|passw|disciplin/i;

/** Whether a column or field is named for something that a roster has no business with (D06). */
export function isSensitiveName(name: string): boolean {
  return sensitive.test(name);
}

function tellSensitive(
  table: TableName,
  header: ReadHeader,
  place: { file: string; line: number },
): Diagnostic[] {
  const found = strangers(table, header).filter(isSensitiveName);
  if (found.length === 0) return [];
  const facts = { count: found.length, columns: found.slice(0, 20).join(", ") };
  return [makeDiagnostic("file.column.sensitive", place, facts)];
}

/** Columns that neither the standard nor we know for this table. */
function strangers(table: TableName, header: ReadHeader): string[] {
  const known = new Set(knownColumns(table).map((name) => name.toLowerCase()));
  return header.written.filter((name, at) => {
    return name !== "" && header.names[at] === undefined && !known.has(name.toLowerCase());
  });
}
