import type { Class } from "@muster/oneroster/model/class.ts";
import type { Enrollment } from "@muster/oneroster/model/enrollment.ts";
import { gradesOf } from "../clever-grade.ts";
import type { CleverSection } from "../objects.ts";
import { otherIds } from "./other-ids.ts";

const homeroom = "homeroom/advisory";

/** A section as a class; its code is the section number, else the id of the district's own system. */
export function sectionClass(section: CleverSection): Class {
  const one = (text: string) => (text === "" ? [] : [text]);
  return {
    sourcedId: section.id,
    status: "active",
    title: section.name,
    grades: gradesOf(section.grade),
    courseSourcedId: section.course,
    classCode: section.sectionNumber || section.sisId,
    classType: section.subject === homeroom ? "homeroom" : "scheduled",
    location: "",
    schoolSourcedId: section.school,
    termSourcedIds: one(section.termId),
    subjects: one(section.subject),
    subjectCodes: [],
    periods: one(section.period),
    otherIds: otherIds({ sis_id: section.sisId, section_number: section.sectionNumber }),
  };
}

/**
 * The places in a class. Clever has no enrollments: they are made of the lists of a section, with an id that is the
 * same for the same people, in any order. Ids of people whom `isShared` does not know are left out.
 */
export function sectionEnrollments(
  section: CleverSection,
  isShared: (userId: string) => boolean,
): { readonly enrollments: readonly Enrollment[]; readonly hidden: number } {
  const primary = section.teacher || (section.teachers[0] ?? "");
  const teachers = [...new Set([primary, ...section.teachers])].filter((id) => id !== "");
  const seenTeachers = teachers.filter(isShared);
  const seenStudents = section.students.filter(isShared);
  return {
    enrollments: [
      ...seenTeachers.map((id) => enrollmentOf(section, id, "teacher", id === primary)),
      ...seenStudents.map((id) => enrollmentOf(section, id, "student", false)),
    ],
    hidden: teachers.length + section.students.length - seenTeachers.length - seenStudents.length,
  };
}

/** @NOTE Clever's dates of `enrollments` are those of a student in a school, not in a class. */
function enrollmentOf(
  { id, school }: CleverSection,
  userId: string,
  role: "teacher" | "student",
  primary: boolean,
): Enrollment {
  return {
    sourcedId: `${id}-${userId}-${role}`,
    status: "active",
    classSourcedId: id,
    schoolSourcedId: school,
    userSourcedId: userId,
    role,
    primary,
    beginDate: "",
    endDate: "",
  };
}
