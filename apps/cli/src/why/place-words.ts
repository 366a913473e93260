import { changeSentence } from "@muster/rules/report/change-words.ts";
import type { ChangeLine } from "@muster/sync/directory/change-line.ts";
import type { SaidRow } from "@muster/sync/directory/why/said-row.ts";
import { clockTime } from "../clock-time.ts";

/** `row 812 of enrollments.csv, in the files of 2026-11-22 03:54`. */
export function rowPlace({ file, line, takenAt, isNewest }: SaidRow): string {
  return `row ${line} of ${file}, in the ${isNewest ? "newest files, of" : "files of"} ${clockTime(takenAt)}`;
}

/** A change with the run that made it and whoever let it through. */
export function historyLine(line: ChangeLine): string {
  const { appliedAt, appliedInRun, operator, approvedBy, approvedFor } = line;
  const when =
    appliedAt === null || appliedInRun === null
      ? `plan ${line.planHash.slice(0, 12)}, ${line.standing}`
      : `${clockTime(appliedAt)}, run ${appliedInRun} by ${operator ?? "nobody known"}`;
  const approval = approvedBy === null ? "" : ` Approved by ${approvedBy}: ${approvedFor}`;
  return `${when}: ${changeSentence(line)}${approval}`;
}
