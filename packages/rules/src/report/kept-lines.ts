import type { UndoConflict } from "../plan/undo-change.ts";
import { formatCount, listWords } from "./number-words.ts";
import { fieldWord, recordNouns } from "./wording/record-words.ts";

/** What an undo keeps, under the name a person knows it by. */
export type KeptField = UndoConflict & { readonly name: string };

/** So many are named; the rest is counted, and all of them are in the JSON. */
const most = 20;
/** Bookkeeping that changes along with what people see. */
const along = new Set(["origin", "archivedBy"]);

/** What an undo leaves as it is and why: who was edited since, and what must stay for the sake of others. */
export function keptLines(kept: readonly KeptField[]): readonly string[] {
  const changed = kept.filter(({ because }) => because === "changed");
  const needed = kept.filter(({ because }) => because === "needed");
  return [
    ...block("Stays as it is, because it was changed after that run", changed),
    ...block("Stays, because others who stay are in it", needed),
  ];
}

function block(title: string, kept: readonly KeptField[]): readonly string[] {
  const records = [...Map.groupBy(kept, ({ type, recordId }) => `${type}/${recordId}`).values()];
  if (records.length === 0) return [];
  const rest = records.length - most;
  return [
    `${title} (${formatCount(records.length)}):`,
    ...records.slice(0, most).map((fields) => `  ${recordText(fields)}`),
    ...(rest > 0 ? [`  and ${formatCount(rest)} more (--json has all)`] : []),
  ];
}

/** `Tom Thorn (staff member, m-12): e-mail and home phone`. */
function recordText(fields: readonly KeptField[]): string {
  const [first] = fields;
  if (first === undefined) throw new Error("a group has a first");
  const told = fields.map(({ field }) => field).filter((field) => field !== "record");
  const seen = told.filter((field) => !along.has(field));
  const words = [...new Set((seen.length > 0 ? seen : told).map(fieldWord))];
  const name = first.name === "" ? "without a name" : first.name;
  return `${name} (${recordNouns[first.type]}, m-${first.recordId})${words.length === 0 ? "" : `: ${listWords(words)}`}`;
}
