import { at } from "./columns.ts";
import { inClass } from "./enrollments.ts";
import { courseKey } from "./org-tables.ts";
import { isStudent, roleOf } from "./people.ts";
import { mix } from "./random.ts";
import { cell, listCell, type RosterTable } from "./roster-table.ts";
import type { RosterView } from "./roster-view.ts";
import { beginWeek, dateInYear, endWeek, sessionKey, termOrdinals } from "./school-year.ts";
import { idWriter } from "./sourced-id.ts";
import { gradeCodes, gradeLabel, homeroomLetter, subjectTitle } from "./subjects.ts";

const classColumns = [
  "sourcedId",
  "status",
  "dateLastModified",
  "title",
  "grades",
  "courseSourcedId",
  "classCode",
  "classType",
  "location",
  "schoolSourcedId",
  "termSourcedIds",
  "subjects",
  "subjectCodes",
  "periods",
];

interface ClassText {
  readonly title: string;
  readonly grades: string;
  readonly location: string;
  readonly school: string;
}

/** The cells of a class that every form has, quoted where needed. */
function classText(view: RosterView, row: number): ClassText {
  const { classes } = view.district;
  const low = at(classes.low, row);
  const high = at(classes.high, row);
  const slot = at(classes.slot, row);
  const parallel = at(classes.parallel, row);
  const isHomeroom = low <= 5 && slot === 0;
  const label = gradeLabel(low, high);
  const title = isHomeroom
    ? `Homeroom ${label}${homeroomLetter(parallel)}`
    : `${subjectTitle(low, slot)} ${label} - Section ${parallel + 1}`;
  return {
    title: cell(title),
    grades: cell(gradeCodes(low, high)),
    location: `Room ${100 + (mix(at(classes.key, row), 21) % 180)}`,
    school: view.schoolIds[at(classes.school, row)] ?? "",
  };
}

/** classes.csv of OneRoster 1.1 and 1.2, which have the same columns. */
export function classesTable(view: RosterView): RosterTable {
  const { classes, ids, year } = view.district;
  const courseId = idWriter(ids, "course");
  const sessionId = idWriter(ids, "session");
  return {
    file: "classes.csv",
    columns: classColumns,
    places: classes.count,
    write(row, sink) {
      if (at(classes.present, row) === 0) return;
      const { title, grades, location, school } = classText(view, row);
      const low = at(classes.low, row);
      const slot = at(classes.slot, row);
      const key = courseKey(low, at(classes.high, row), slot);
      const code = `${String(key).padStart(6, "0")}-${at(classes.parallel, row) + 1}`;
      const type = low <= 5 && slot === 0 ? "homeroom" : "scheduled";
      const ordinals = termOrdinals(at(classes.terms, row));
      const terms = listCell(ordinals.map((ordinal) => sessionId(sessionKey(year, ordinal))));
      const subject = cell(subjectTitle(low, slot).replaceAll(",", ""));
      const period = low <= 5 ? "" : String(slot + 1);
      const ends = `${location},${school},${terms},${subject},,${period}`;
      sink.add(`${view.classId(row)},,,${title},${grades},${courseId(key)},${code},${type},${ends}`);
    },
  };
}

/** classes.csv of the three-file form, as Connect takes it. */
export function threeFileClassesTable(view: RosterView): RosterTable {
  const { classes } = view.district;
  return {
    file: "classes.csv",
    columns: ["sourcedId", "title", "grades", "location", "schoolSourcedId"],
    places: classes.count,
    write(row, sink) {
      if (at(classes.present, row) === 0) return;
      const { title, grades, location, school } = classText(view, row);
      sink.add(`${view.classId(row)},${title},${grades},${location},${school}`);
    },
  };
}

export const enrollmentColumns = [
  "sourcedId",
  "status",
  "dateLastModified",
  "classSourcedId",
  "schoolSourcedId",
  "userSourcedId",
  "role",
  "primary",
  "beginDate",
  "endDate",
];

/** Role and `primary`. OneRoster's enrollments know no aide: an aide is a teacher who is not the primary one. */
function roleInClass(role: number): string {
  if (role === inClass.student) return "student,";
  return role === inClass.teacher ? "teacher,true" : "teacher,false";
}

/** enrollments.csv of OneRoster 1.1 and 1.2, which have the same columns. */
export function enrollmentsTable(view: RosterView): RosterTable {
  const { enrollments, classes, year } = view.district;
  const dates = Array.from({ length: 64 }, (_, week) => dateInYear(year, week));
  const roles = Object.values(inClass).map(roleInClass);
  return {
    file: "enrollments.csv",
    columns: enrollmentColumns,
    places: enrollments.count,
    write(row, sink) {
      const cls = at(enrollments.cls, row);
      const terms = at(classes.terms, cls);
      const school = view.schoolIds[at(classes.school, cls)];
      const begin = dates[beginWeek(terms, at(enrollments.begin, row))];
      const end = dates[endWeek(terms, at(enrollments.end, row))];
      const user = view.personId(at(enrollments.user, row));
      const role = roles[at(enrollments.role, row)];
      const id = view.enrollmentId(at(enrollments.key, row));
      sink.add(`${id},,,${view.classId(cls)},${school},${user},${role},${begin},${end}`);
    },
  };
}

/** enrollments.csv of the three-file form, as Connect takes it: the role is the one in users.csv. */
export function threeFileEnrollmentsTable(view: RosterView): RosterTable {
  const { enrollments, classes, people } = view.district;
  return {
    file: "enrollments.csv",
    columns: ["classSourcedId", "schoolSourcedId", "userSourcedId", "role"],
    places: enrollments.count,
    write(row, sink) {
      const cls = at(enrollments.cls, row);
      const user = at(enrollments.user, row);
      const role = isStudent(people, user) ? "student" : roleOf(people, user);
      sink.add(
        `${view.classId(cls)},${view.schoolIds[at(classes.school, cls)]},${view.personId(user)},${role}`,
      );
    },
  };
}
