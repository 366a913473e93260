import type { AcademicSession } from "@muster/oneroster/model/academic-session.ts";
import type { Course } from "@muster/oneroster/model/course.ts";
import type { Org } from "@muster/oneroster/model/org.ts";
import type { CleverCourse, CleverDistrict, CleverSchool, CleverTerm } from "../objects.ts";
import { otherIds } from "./other-ids.ts";

/** The district is the org above its schools. */
export function districtOrg({ id, name, ncesId }: CleverDistrict): Org {
  const own = { sourcedId: id, name, identifier: ncesId };
  return { ...own, status: "active", type: "district", parentSourcedId: "" };
}

/** A school; people know it by its number, else by the id of the district's own system, the state's or the country's. */
export function schoolOrg(school: CleverSchool, districtId: string): Org {
  const identifier = school.schoolNumber || school.sisId || school.stateId || school.ncesId;
  const { id, name } = school;
  const { sisId, schoolNumber, stateId, ncesId } = school;
  return {
    sourcedId: id,
    status: "active",
    name,
    type: "school",
    identifier,
    parentSourcedId: districtId,
    otherIds: otherIds({ sis_id: sisId, school_number: schoolNumber, state_id: stateId, nces_id: ncesId }),
  };
}

/**
 * A term. Clever does not say what kind of session it is, nor which it belongs to; `term` is the standard's word that
 * promises least. The school year is the one in which its last day lies (Q104: a year begins in August).
 */
export function termSession(term: CleverTerm): AcademicSession {
  const [startDate, endDate] = [dayOf(term.startDate), dayOf(term.endDate)];
  return {
    sourcedId: term.id,
    status: "active",
    title: term.name,
    type: "term",
    startDate,
    endDate,
    parentSourcedId: "",
    schoolYear: schoolYearOf(endDate || startDate),
  };
}

/** `2026-08-17T00:00:00.000Z` and `2026-08-17` are the same day; anything else is written as it stands. */
function dayOf(text: string): string {
  return /^\d{4}-\d{2}-\d{2}T/.test(text) ? text.slice(0, 10) : text;
}

const firstMonthOfYear = 8;

function schoolYearOf(day: string): string {
  const [, year, month] = /^(\d{4})-(\d{2})-/.exec(day) ?? [];
  if (year === undefined || month === undefined) return "";
  return String(Number(month) >= firstMonthOfYear ? Number(year) + 1 : Number(year)).padStart(4, "0");
}

/** A course belongs to the district: Clever names no school for it. */
export function courseRow(course: CleverCourse, districtId: string): Course {
  return {
    sourcedId: course.id,
    status: "active",
    schoolYearSourcedId: "",
    title: course.name,
    courseCode: course.number,
    grades: [],
    orgSourcedId: districtId,
    subjects: [],
    subjectCodes: [],
  };
}
