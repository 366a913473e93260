import type { Class, ClassType } from "../../model/class.ts";
import type { TableFile } from "../table-file.ts";
import { gradesAt } from "../value/grade.ts";
import { ownIdAt, referenceAt, referencesAt } from "../value/id.ts";
import { shownWord } from "../value/shown-word.ts";
import { statusAt } from "../value/status.ts";
import { textAt } from "../value/text.ts";
import { textsAt } from "../value/text-list.ts";
import { wordIn } from "../value/word.ts";
import { cellAt, complain, type OpenRow, positionOf, type RowBuilder } from "./open-row.ts";
import { withOtherIds } from "./other-ids.ts";

const classTypes: readonly ClassType[] = ["scheduled", "homeroom"];

/** Reads the rows of classes.csv. */
export function classRows(file: TableFile): RowBuilder<Class> {
  const sourcedId = positionOf(file, "sourcedId");
  const status = positionOf(file, "status");
  const title = positionOf(file, "title");
  const grades = positionOf(file, "grades");
  const courseSourcedId = positionOf(file, "courseSourcedId");
  const classCode = positionOf(file, "classCode");
  const classType = positionOf(file, "classType");
  const location = positionOf(file, "location");
  const schoolSourcedId = positionOf(file, "schoolSourcedId");
  const termSourcedIds = positionOf(file, "termSourcedIds");
  const subjects = positionOf(file, "subjects");
  const subjectCodes = positionOf(file, "subjectCodes");
  const periods = positionOf(file, "periods");
  return withOtherIds(file, (row) => ({
    sourcedId: ownIdAt(row, sourcedId),
    status: statusAt(row, status),
    title: textAt(row, title),
    grades: gradesAt(row, grades),
    courseSourcedId: referenceAt(row, courseSourcedId),
    classCode: textAt(row, classCode),
    classType: classTypeAt(row, classType),
    location: textAt(row, location),
    schoolSourcedId: referenceAt(row, schoolSourcedId),
    termSourcedIds: referencesAt(row, termSourcedIds),
    subjects: textsAt(row, subjects),
    subjectCodes: textsAt(row, subjectCodes),
    periods: textsAt(row, periods),
  }));
}

function classTypeAt(row: OpenRow, at: number): ClassType {
  const written = cellAt(row, at);
  if (written === "") return "scheduled";
  const type = wordIn(classTypes, written);
  if (type !== undefined) return type;
  complain(row, "class.type.unknown", at, { written: shownWord(written) });
  return "other";
}
