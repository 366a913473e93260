import type { Database } from "../../database/database.ts";
import { csvText } from "../../disk/csv-text.ts";
import { changedFields, readSchoolNames, recordName } from "../report-csv.ts";
import { type LineFilter, type LineScope, readLines } from "./plan-lines.ts";

const columns = [
  ...["change", "type", "action", "standing", "record", "school", "before", "after"],
  ...["reason", "file", "line", "sourcedIds"],
];
const perBatch = 2000;

/** The changes of a plan that a filter leaves, as a table for a spreadsheet: one row a change. */
export function planCsv(db: Database, scope: LineScope, filter: LineFilter): AsyncGenerator<string> {
  return csvText(columns, rows(db, scope, filter));
}

async function* rows(db: Database, scope: LineScope, filter: LineFilter): AsyncGenerator<readonly string[]> {
  const schools = await readSchoolNames(db, scope.districtId);
  let after = 0;
  while (true) {
    const batch = await db.session(scope.districtId, (session) =>
      session.read((tx) => readLines(tx, scope, filter, { after, limit: perBatch })),
    );
    for (const change of batch) {
      const { before, after: is } = changedFields(change, schools);
      yield [
        ...[String(change.ordinal), change.type, change.action, change.standing, recordName(change)],
        ...[
          change.names.school ?? "",
          before,
          is,
          change.reason,
          change.file ?? "",
          String(change.line ?? ""),
        ],
        change.sourcedIds.join(" "),
      ];
    }
    if (batch.length < perBatch) return;
    after = batch.at(-1)?.ordinal ?? after;
  }
}
