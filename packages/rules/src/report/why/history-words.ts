import type { HistoryLine, SaidRow } from "../../model/why.ts";
import { changeSentence } from "../change-words.ts";
import { shortHash } from "../short-hash.ts";
import type { TellInstant } from "./why-line.ts";

/** `row 812 of enrollments.csv, in the files of 2026-11-22 03:54`. */
export function rowPlace({ file, line, takenAt, isNewest }: SaidRow, at: TellInstant): string {
  return `row ${line} of ${file}, in the ${isNewest ? "newest files, of" : "files of"} ${at(takenAt)}`;
}

/** A change with the run that made it and whoever let it through. */
export function historyWords(line: HistoryLine, at: TellInstant): string {
  const { appliedAt, appliedInRun, operator, approvedBy, approvedFor } = line;
  const when =
    appliedAt === null || appliedInRun === null
      ? `plan ${shortHash(line.planHash)}, ${line.standing}`
      : `${at(appliedAt)}, run ${appliedInRun} by ${operator ?? "nobody known"}`;
  const approval = approvedBy === null ? "" : ` Approved by ${approvedBy}: ${approvedFor}`;
  return `${when}: ${changeSentence(line)}${approval}`;
}
