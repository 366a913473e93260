import type { AcademicSession, SessionType } from "../../model/academic-session.ts";
import type { TableFile } from "../table-file.ts";
import { type Span, spanAt } from "../value/date.ts";
import { ownIdAt, referenceAt } from "../value/id.ts";
import { shownWord } from "../value/shown-word.ts";
import { statusAt } from "../value/status.ts";
import { textAt } from "../value/text.ts";
import { wordIn } from "../value/word.ts";
import { cellAt, complain, complainOnce, type OpenRow, positionOf, type RowBuilder } from "./open-row.ts";

const sessionTypes: readonly SessionType[] = ["term", "semester", "gradingPeriod", "schoolYear"];
/** Months are 1..12; a session that ends from August on belongs to the school year that ends next summer. */
const firstMonthOfYear = 8;

/** Reads the rows of academicSessions.csv. */
export function sessionRows(file: TableFile): RowBuilder<AcademicSession> {
  const sourcedId = positionOf(file, "sourcedId");
  const status = positionOf(file, "status");
  const title = positionOf(file, "title");
  const type = positionOf(file, "type");
  const startDate = positionOf(file, "startDate");
  const endDate = positionOf(file, "endDate");
  const parentSourcedId = positionOf(file, "parentSourcedId");
  const schoolYear = positionOf(file, "schoolYear");
  return (row) => {
    const span = spanAt(row, startDate, endDate);
    return {
      sourcedId: ownIdAt(row, sourcedId),
      status: statusAt(row, status),
      title: textAt(row, title),
      type: sessionTypeAt(row, type),
      startDate: span.begin,
      endDate: span.end,
      parentSourcedId: referenceAt(row, parentSourcedId),
      schoolYear: schoolYearAt(row, schoolYear, span),
    };
  };
}

function sessionTypeAt(row: OpenRow, at: number): SessionType {
  const written = cellAt(row, at);
  const type = wordIn(sessionTypes, written);
  if (type !== undefined) return type;
  complain(row, "session.type.unknown", at, { written: shownWord(written) });
  return "other";
}

/** Four digits as they stand; otherwise the year in which the school year around the end date ends (Q104). */
function schoolYearAt(row: OpenRow, at: number, span: Span): string {
  const written = cellAt(row, at);
  if (/^\d{4}$/.test(written)) return written;
  const year = yearOf(span);
  if (at >= 0) complainOnce(row, "session.year.derived", at, { written: shownWord(written) });
  return year;
}

function yearOf({ begin, end }: Span): string {
  const date = end === "" ? begin : end;
  if (date === "") return "";
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  return String(month >= firstMonthOfYear ? year + 1 : year).padStart(4, "0");
}
