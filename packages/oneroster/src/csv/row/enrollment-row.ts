import type { Enrollment, EnrollmentRole } from "../../model/enrollment.ts";
import type { TableFile } from "../table-file.ts";
import { booleanAt } from "../value/boolean.ts";
import { spanAt } from "../value/date.ts";
import { neededReferenceAt, ownIdAt, referenceAt } from "../value/id.ts";
import { enrollmentRoleOf } from "../value/role-word.ts";
import { shownWord } from "../value/shown-word.ts";
import { statusAt } from "../value/status.ts";
import { cellAt, complain, complainOnce, type OpenRow, positionOf, type RowBuilder } from "./open-row.ts";

/** Reads the rows of enrollments.csv. Without a sourcedId column (three-file form) the id is `class|user|role`. */
export function enrollmentRows(file: TableFile): RowBuilder<Enrollment> {
  const ownId = positionOf(file, "sourcedId");
  const status = positionOf(file, "status");
  const classAt = positionOf(file, "classSourcedId");
  const schoolAt = positionOf(file, "schoolSourcedId");
  const userAt = positionOf(file, "userSourcedId");
  const roleCell = positionOf(file, "role");
  const primary = positionOf(file, "primary");
  const beginDate = positionOf(file, "beginDate");
  const endDate = positionOf(file, "endDate");
  return (row) => {
    const classSourcedId = neededReferenceAt(row, classAt);
    const userSourcedId = neededReferenceAt(row, userAt);
    const role = roleAt(row, roleCell);
    const span = spanAt(row, beginDate, endDate);
    return {
      sourcedId: ownId < 0 ? derivedId(row, classSourcedId, userSourcedId, role) : ownIdAt(row, ownId),
      status: statusAt(row, status),
      classSourcedId,
      schoolSourcedId: referenceAt(row, schoolAt),
      userSourcedId,
      role,
      primary: primaryAt(row, primary),
      beginDate: span.begin,
      endDate: span.end,
    };
  };
}

function derivedId(row: OpenRow, cls: string, user: string, role: string): string {
  return row.isLeftOut ? "" : `${cls}|${user}|${role}`;
}

/** A place in a class is never guessed: blank and unknown roles leave the row out. `aide` is told once (Q092). */
function roleAt(row: OpenRow, at: number): EnrollmentRole {
  const written = cellAt(row, at);
  if (written === "student" || written === "teacher") return written;
  if (written === "") {
    complain(row, "enrollment.role.missing", at);
    return "student";
  }
  const meaning = enrollmentRoleOf(written);
  if (meaning === undefined) {
    complain(row, "enrollment.role.unknown", at, { written: shownWord(written) });
    return "student";
  }
  if (meaning.kind === "synonym") {
    complainOnce(row, "enrollment.role.synonym", at, { written: shownWord(written), role: meaning.role });
  }
  return meaning.role;
}

function primaryAt(row: OpenRow, at: number): boolean {
  const primary = booleanAt(row, at);
  if (primary !== "unreadable") return primary ?? false;
  complain(row, "value.boolean.unreadable", at, { written: shownWord(cellAt(row, at)) });
  return false;
}
