import type { Classes } from "./classes.ts";
import { at } from "./columns.ts";
import { addEnrollment, type Enrollments, inClass } from "./enrollments.ts";
import { noSchool, type People, roleOf } from "./people.ts";
import { dealt } from "./random.ts";
import type { Serials } from "./serials.ts";

/** Who may stand before a class, by school. */
export interface Faculty {
  readonly teachers: readonly (readonly number[])[];
  readonly aides: readonly (readonly number[])[];
}

/** One class in eight has a second adult: two co-teachers to one aide. */
const assistedShare = 0.12;

/** Sorts the staff who are present by the school they belong to. */
export function sortFaculty(people: People, schools: number): Faculty {
  const teachers: number[][] = Array.from({ length: schools }, () => []);
  const aides: number[][] = Array.from({ length: schools }, () => []);
  for (let row = 0; row < people.count; row += 1) {
    const school = at(people.school, row);
    if (at(people.present, row) === 0 || school === noSchool) continue;
    const role = roleOf(people, row);
    if (role === "teacher") teachers[school]?.push(row);
    if (role === "aide") aides[school]?.push(row);
  }
  return { teachers, aides };
}

/** How many classes get a second adult: none when some school has a single teacher or rows are short. */
export function countAssistants(
  plan: { readonly classes: number; readonly enrollments: number; readonly people: People },
  faculty: Faculty,
): number {
  if (faculty.teachers.some((teachers) => teachers.length === 1)) return 0;
  const wanted = Math.floor(plan.classes * assistedShare);
  const left = plan.enrollments - plan.classes - plan.people.count;
  return Math.max(0, Math.min(wanted, left));
}

/** Gives every class a teacher of its school, and `assistants` of them a second adult, spread evenly. */
export function assignTeachers(work: {
  readonly classes: Classes;
  readonly enrollments: Enrollments;
  readonly serials: Serials;
  readonly faculty: Faculty;
  readonly assistants: number;
}): void {
  const { classes, enrollments, serials, faculty, assistants } = work;
  function enroll(cls: number, user: number | undefined, role: number): void {
    if (user === undefined) throw new Error(`nobody to teach class ${cls}`);
    addEnrollment(enrollments, { cls, user, key: serials.enrollment, role, begin: 0, end: 0 });
    serials.enrollment += 1;
  }
  for (let cls = 0; cls < classes.count; cls += 1) {
    const school = at(classes.school, cls);
    const teachers = faculty.teachers[school] ?? [];
    const aides = faculty.aides[school] ?? [];
    enroll(cls, teachers[cls % teachers.length], inClass.teacher);
    const before = dealt(assistants, cls, classes.count);
    if (dealt(assistants, cls + 1, classes.count) === before) continue;
    const aide = aides[cls % Math.max(aides.length, 1)];
    if (before % 3 === 2 && aide !== undefined) enroll(cls, aide, inClass.aide);
    else enroll(cls, teachers[(cls + 1) % teachers.length], inClass.coTeacher);
  }
}
