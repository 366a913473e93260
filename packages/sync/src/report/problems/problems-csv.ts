import { toldRow } from "@muster/rules/report/told-row.ts";
import { ownerWords } from "@muster/rules/report/wording/owner-words.ts";
import type { Database } from "../../database/database.ts";
import { csvText } from "../../disk/csv-text.ts";
import { type ProblemRowsQuery, type RowPlace, readProblemRows } from "./problem-rows.ts";

const columns = [
  ...[
    "row",
    "record",
    "file",
    "id",
    "column",
    "was",
    "now",
    "problem",
    "cause",
    "fix",
    "who can",
    "to send them",
  ],
  ...["severity", "code", "source", "run"],
];
const rowsPerPage = 20_000;

/** The open findings as a table for a spreadsheet, each with its cause, what to do and who can. */
export function problemsCsv(
  db: Database,
  districtId: number,
  query: Omit<ProblemRowsQuery, "limit" | "after">,
): AsyncGenerator<string> {
  return csvText(columns, rowsOf(db, districtId, query));
}

async function* rowsOf(
  db: Database,
  districtId: number,
  query: Omit<ProblemRowsQuery, "limit" | "after">,
): AsyncGenerator<readonly string[]> {
  let after: RowPlace | undefined;
  while (true) {
    const asked: ProblemRowsQuery = { ...query, after, limit: rowsPerPage };
    const page = await db.session(districtId, (session) =>
      session.read((tx) => readProblemRows(tx, districtId, asked)),
    );
    for (const { run, sourceName, finding } of page) {
      const { was, now, message } = toldRow(finding);
      const { line, record, file, sourcedId, column, severity, code } = finding;
      yield [
        ...[String(line ?? ""), String(record ?? ""), file, sourcedId ?? "", column ?? "", was, now],
        ...[message.what, message.cause, message.fix, ownerWords[message.owner], message.vendorText ?? ""],
        ...[severity, code, sourceName, String(run)],
      ];
    }
    if (page.length < rowsPerPage) return;
    after = page.at(-1);
  }
}
