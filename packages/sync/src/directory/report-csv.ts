import type { Finding } from "@muster/rules/check/finding.ts";
import type { Database } from "../database/database.ts";
import { csvText } from "../disk/csv-text.ts";
import { type RunChange, runChanges, runFindings } from "./run-changes.ts";

const changeColumns = [
  ...["run", "type", "action", "standing", "record", "school", "before", "after"],
  ...["reason", "file", "line", "sourcedIds"],
];
const findingColumns = ["run", "severity", "code", "file", "line", "record", "column", "sourcedId", "facts"];

/**
 * The changes of a run as a table for a spreadsheet: one row a change, with the fields that differ before and
 * after.
 *
 * @param schoolIds what these schools are about alone; undefined: all of it
 */
export function changesCsv(
  db: Database,
  districtId: number,
  runId: number,
  schoolIds?: readonly number[],
): AsyncGenerator<string> {
  return csvText(changeColumns, changeRows(db, districtId, runId, schoolIds));
}

/** The findings of a run as a table for a spreadsheet. */
export function findingsCsv(
  db: Database,
  districtId: number,
  runId: number,
  schoolIds?: readonly number[],
): AsyncGenerator<string> {
  return csvText(findingColumns, findingRows(db, districtId, runId, schoolIds));
}

async function* changeRows(
  db: Database,
  districtId: number,
  runId: number,
  schoolIds: readonly number[] | undefined,
): AsyncGenerator<readonly string[]> {
  const schools = await readSchoolNames(db, districtId);
  for await (const change of runChanges(db, districtId, runId, schoolIds)) {
    const { before, after } = changedFields(change, schools);
    yield [
      ...[
        String(runId),
        change.type,
        change.action,
        change.standing,
        recordName(change),
        change.names.school ?? "",
      ],
      ...[before, after, change.reason, change.file ?? "", String(change.line ?? "")],
      change.sourcedIds.join(" "),
    ];
  }
}

async function* findingRows(
  db: Database,
  districtId: number,
  runId: number,
  schoolIds: readonly number[] | undefined,
): AsyncGenerator<readonly string[]> {
  for await (const finding of runFindings(db, districtId, runId, schoolIds)) {
    const { severity, code, file, line, record, column, sourcedId } = finding;
    yield [
      ...[String(runId), severity, code, file, String(line ?? ""), String(record ?? "")],
      ...[column ?? "", sourcedId ?? "", factsText(finding)],
    ];
  }
}

function factsText({ facts }: Finding): string {
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${value}`)
    .join("; ");
}

export function recordName({ type, names }: RunChange): string {
  if (names.other === undefined) return names.subject;
  return `${names.subject} ${type === "membership" ? "in" : "for"} ${names.other}`;
}

/** Before and after as `field: value; field: value`, with the fields that differ and nothing else. */
export function changedFields(
  change: RunChange,
  schools: ReadonlyMap<number, string>,
): { readonly before: string; readonly after: string } {
  const was = flatFields(change.before ?? {}, schools);
  const is = flatFields(change.after, schools);
  const fields = [...is.keys()].filter((field) => (was.get(field) ?? "") !== (is.get(field) ?? ""));
  const tell = (from: ReadonlyMap<string, string>): string =>
    fields
      .filter((field) => (from.get(field) ?? "") !== "")
      .map((field) => `${field}: ${from.get(field)}`)
      .join("; ");
  return { before: tell(was), after: tell(is) };
}

/** Bookkeeping that says nothing to a reader. */
const silent = new Set(["version", "identityKey", "recordType", "recordId"]);

/** The fields of any state by name; a person's beside one entry a role record. */
function flatFields(state: object, schools: ReadonlyMap<number, string>): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(state)) {
    if (name === "person") for (const [field, text] of flatFields(value, schools)) fields.set(field, text);
    else if (name === "roles") for (const role of value) fields.set(...roleField(role, schools));
    else if (name === "schoolId") fields.set("school", schools.get(Number(value)) ?? "");
    else if (!silent.has(name)) fields.set(name, valueText(value));
  }
  return fields;
}

function roleField(
  role: Readonly<Record<string, unknown>>,
  schools: ReadonlyMap<number, string>,
): [string, string] {
  const school = schools.get(Number(role.schoolId));
  const told = [role.status, role.title, valueText(role.grades)].filter((part) => part !== "").join(", ");
  return [school === undefined ? String(role.role) : `${role.role} at ${school}`, told];
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(" ") : String(value);
}

export async function readSchoolNames(
  db: Database,
  districtId: number,
): Promise<ReadonlyMap<number, string>> {
  const rows = await db.session(districtId, (session) =>
    session.read((tx) =>
      tx.query<{ school_id: number; name: string }>(
        `select school_id, name from school where district_id = $1`,
        [districtId],
      ),
    ),
  );
  return new Map(rows.map((row) => [row.school_id, row.name]));
}
