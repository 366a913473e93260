import type { Course } from "../../model/course.ts";
import type { TableFile } from "../table-file.ts";
import { gradesAt } from "../value/grade.ts";
import { ownIdAt, referenceAt } from "../value/id.ts";
import { statusAt } from "../value/status.ts";
import { textAt } from "../value/text.ts";
import { textsAt } from "../value/text-list.ts";
import { positionOf, type RowBuilder } from "./open-row.ts";

/** Reads the rows of courses.csv. */
export function courseRows(file: TableFile): RowBuilder<Course> {
  const sourcedId = positionOf(file, "sourcedId");
  const status = positionOf(file, "status");
  const schoolYearSourcedId = positionOf(file, "schoolYearSourcedId");
  const title = positionOf(file, "title");
  const courseCode = positionOf(file, "courseCode");
  const grades = positionOf(file, "grades");
  const orgSourcedId = positionOf(file, "orgSourcedId");
  const subjects = positionOf(file, "subjects");
  const subjectCodes = positionOf(file, "subjectCodes");
  return (row) => ({
    sourcedId: ownIdAt(row, sourcedId),
    status: statusAt(row, status),
    schoolYearSourcedId: referenceAt(row, schoolYearSourcedId),
    title: textAt(row, title),
    courseCode: textAt(row, courseCode),
    grades: gradesAt(row, grades),
    orgSourcedId: referenceAt(row, orgSourcedId),
    subjects: textsAt(row, subjects),
    subjectCodes: textsAt(row, subjectCodes),
  });
}
