import { capital } from "./letter-case.ts";
import { fieldWord } from "./wording/record-words.ts";

/** One value of a record as it was and as it will be; "" where there was or will be none. */
export interface DiffLine {
  readonly field: string;
  readonly label: string;
  readonly was: string;
  readonly now: string;
  readonly isChanged: boolean;
}

type State = Readonly<Record<string, unknown>>;

/** Bookkeeping that says nothing to a reader. */
const silent = new Set([
  "version",
  "identityKey",
  "recordType",
  "recordId",
  "archivedBy",
  "isLeftOut",
  "link",
  "links",
]);

/**
 * A change value by value, what differs first, with words for the names of the values.
 *
 * @param schoolName what people call a school
 */
export function diffLines(
  change: { readonly before: unknown; readonly after: unknown },
  schoolName: (schoolId: number) => string,
): readonly DiffLine[] {
  const was = flatten(stateOf(change.before), schoolName);
  const now = flatten(stateOf(change.after), schoolName);
  const fields = [...new Set([...now.keys(), ...was.keys()])];
  const lines = fields.map((field) => {
    const [before, after] = [was.get(field) ?? "", now.get(field) ?? ""];
    return { field, label: labelOf(field), was: before, now: after, isChanged: before !== after };
  });
  const told = lines.filter(({ was: before, now: after }) => before !== "" || after !== "");
  return [...told.filter(({ isChanged }) => isChanged), ...told.filter(({ isChanged }) => !isChanged)];
}

function stateOf(state: unknown): State {
  return typeof state === "object" && state !== null ? (state as State) : {};
}

/** Fields by name; of a person those of the human, and for each role record its own. */
function flatten(state: State, schoolName: (schoolId: number) => string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of Object.entries(state)) {
    if (silent.has(name)) continue;
    if (name === "person")
      for (const [field, text] of flatten(stateOf(value), schoolName)) fields.set(field, text);
    else if (name === "roles" && Array.isArray(value))
      for (const role of value)
        for (const [field, text] of roleFields(stateOf(role), schoolName)) fields.set(field, text);
    else if (name === "schoolId") fields.set(name, schoolName(Number(value)));
    else fields.set(name, textOf(value));
  }
  return fields;
}

/** `student at Oak Elementary: grade` → `04`. */
function roleFields(
  role: State,
  schoolName: (schoolId: number) => string,
): readonly (readonly [string, string])[] {
  const schoolId = Number(role.schoolId ?? 0);
  const where = schoolId === 0 ? "" : ` at ${schoolName(schoolId)}`;
  return ["status", "grades", "title"].map(
    (field) => [`${textOf(role.role)}${where}|${field}`, textOf(role[field])] as const,
  );
}

function labelOf(field: string): string {
  const [place, name] = field.split("|");
  if (name === undefined) return capital(fieldWord(field));
  return capital(`${place}: ${name === "status" ? "status" : fieldWord(name)}`);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}
