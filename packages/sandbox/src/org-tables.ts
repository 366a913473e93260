import { at } from "./columns.ts";
import { cell, type RosterTable, smallTable } from "./roster-table.ts";
import type { RosterView } from "./roster-view.ts";
import { sessionKey, sessionsOf } from "./school-year.ts";
import { idWriter } from "./sourced-id.ts";
import { gradeCodes, gradeLabel, subjectTitle } from "./subjects.ts";

const orgColumns = [
  "sourcedId",
  "status",
  "dateLastModified",
  "name",
  "type",
  "identifier",
  "parentSourcedId",
];

/** orgs.csv of OneRoster 1.1 and 1.2: the district and its schools. */
export function orgsTable(view: RosterView): RosterTable {
  const { schools } = view.district;
  const lines = [`${view.districtId},,,Sandbox Unified School District,district,0001,`];
  schools.forEach((school, row) => {
    const number = String(school.number).padStart(4, "0");
    lines.push(`${view.schoolIds[row]},,,${cell(school.name)},school,${number},${view.districtId}`);
  });
  return smallTable("orgs.csv", orgColumns, lines);
}

const sessionColumns = [
  "sourcedId",
  "status",
  "dateLastModified",
  "title",
  "type",
  "startDate",
  "endDate",
  "parentSourcedId",
  "schoolYear",
];

/** academicSessions.csv; `schoolYear` is the year in which the school year ends, as both versions say. */
export function sessionsTable(view: RosterView): RosterTable {
  const { year, ids } = view.district;
  const id = (ordinal: number) => idWriter(ids, "session")(sessionKey(year, ordinal));
  const lines = sessionsOf(year).map(({ ordinal, title, type, start, end, parent }) => {
    const parentId = parent === undefined ? "" : id(parent);
    return `${id(ordinal)},,,${title},${type},${start},${end},${parentId},${year + 1}`;
  });
  return smallTable("academicSessions.csv", sessionColumns, lines);
}

/** One number for a course: what is taught (`slot`) to which grades. */
export function courseKey(low: number, high: number, slot: number): number {
  return low * 10_000 + high * 100 + slot;
}

const courseColumns = [
  "sourcedId",
  "status",
  "dateLastModified",
  "schoolYearSourcedId",
  "title",
  "courseCode",
  "grades",
  "orgSourcedId",
  "subjects",
  "subjectCodes",
];

/** courses.csv: every course that some class of the district teaches today. */
export function coursesTable(view: RosterView): RosterTable {
  const { classes, ids, year } = view.district;
  const courses = new Set<number>();
  for (let row = 0; row < classes.count; row += 1) {
    if (at(classes.present, row) === 0) continue;
    courses.add(courseKey(at(classes.low, row), at(classes.high, row), at(classes.slot, row)));
  }
  const id = idWriter(ids, "course");
  const schoolYear = idWriter(ids, "session")(sessionKey(year, 0));
  const keys = [...courses].sort((a, b) => a - b);
  const lines = keys.map((key) => {
    const [low, high, slot] = [Math.floor(key / 10_000), Math.floor(key / 100) % 100, key % 100];
    const subject = subjectTitle(low, slot);
    const title = `${subject} ${gradeLabel(low, high)}`;
    const code = String(key).padStart(6, "0");
    const subjects = cell(subject.replaceAll(",", ""));
    const grades = cell(gradeCodes(low, high));
    return `${id(key)},,,${schoolYear},${cell(title)},${code},${grades},${view.districtId},${subjects},`;
  });
  return smallTable("courses.csv", courseColumns, lines);
}
