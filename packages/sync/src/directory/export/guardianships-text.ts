import type { GuardianshipRow } from "./export-rows.ts";

/** The first columns of the file, always in this order. */
export const guardianshipColumns = [
  "studentSourcedId",
  "guardianSourcedId",
  "relationship",
  "contactType",
  "origin",
] as const;
const lineEnd = "\r\n";
const chunkLength = 64 * 1024;

/**
 * guardianships.csv: a file of ours, for the standard has no place for relationship and contact type.
 *
 * A restricted one is never in force: it is left out, and on neither side of users.csv.
 *
 * @param all with a column `status`, `tobedeleted` where the guardianship is not in force, and a column `restricted`,
 *   `true` where the guardian must stay away from the student
 */
export async function* guardianshipsText(
  rows: AsyncIterable<GuardianshipRow>,
  all: boolean,
): AsyncGenerator<string> {
  let text =
    (all ? [...guardianshipColumns, "status", "restricted"] : guardianshipColumns).join(",") + lineEnd;
  for await (const [student, guardian, relationship, contactType, origin, stands, isBarred] of rows) {
    const cells = [student, guardian, relationship, contactType, origin];
    if (all) cells.push(stands ? "" : "tobedeleted", isBarred ? "true" : "");
    text += cells.map(quoted).join(",") + lineEnd;
    if (text.length < chunkLength) continue;
    yield text;
    text = "";
  }
  yield text;
}

/** RFC 4180; a line break inside a cell becomes a blank, as in the standard's files. */
function quoted(cell: string): string {
  if (!/[",\r\n]/.test(cell)) return cell;
  return `"${cell.replaceAll(/\r\n|\r|\n/g, " ").replaceAll('"', '""')}"`;
}
