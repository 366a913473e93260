import { at } from "./columns.ts";
import { addChild, addGuardians, type FamilySetting } from "./create-families.ts";
import { addStaff } from "./create-staff.ts";
import type { District } from "./district.ts";
import {
  createFamilies,
  createPeople,
  isGuardian,
  isStudent,
  noHousehold,
  noSchool,
  type People,
  personRoles,
  presentRows,
  roleOf,
} from "./people.ts";
import { createRandom, type Random } from "./random.ts";
import { createSchoolFinder } from "./schools.ts";
import { createTimetable } from "./timetable.ts";

const lastGrade = 12;
/** One in 25 of the staff is new in autumn. */
const staffTurnover = 0.04;
/** One kindergartner in three has a brother or a sister here. */
const siblingShare = 0.33;

/**
 * The first day of the next school year: everybody a grade higher and, where the school ends, in the next
 * school; the twelfth grade has left, with the guardians whose last child it was; as many kindergartners
 * have come; some staff is new; all classes and enrollments are new, as many as the plan of the district
 * says. People keep their sourcedIds. Whoever is gone takes no room any more: rows are renumbered.
 */
export function rollOver(district: District, seed: number): District {
  const year = district.year + 1;
  const serials = { ...district.serials };
  const random = createRandom(seed);
  const { staying, leaving } = whoStays(district, random);
  const people = createPeople(staying.length + leaving.students * 3 + leaving.staff.length);
  const setting: FamilySetting = {
    people,
    serials,
    random,
    schools: district.schools,
    seed: district.plan.seed,
    schoolFor: createSchoolFinder(district.schools, district.plan.seed),
  };
  const kindergartners = leaving.students;
  for (const row of staying) takeOver(setting, district.people, row);
  const households = siblingHouseholds(people, random, kindergartners);
  for (let count = 0; count < kindergartners; count += 1) enterSchool(setting, households[count]);
  for (const row of leaving.staff)
    addStaff(setting, roleOf(district.people, row), at(district.people.school, row));
  const { classes, enrollments } = createTimetable({
    people,
    schools: district.schools,
    serials,
    classes: district.plan.classes,
    enrollments: district.plan.enrollments,
  });
  return { ...district, year, people, classes, enrollments, serials };
}

interface Turnover {
  readonly staying: readonly number[];
  readonly leaving: { readonly students: number; readonly staff: readonly number[] };
}

function whoStays(district: District, random: Random): Turnover {
  const { people } = district;
  const families = createFamilies(people, district.serials.household);
  const graduates = (row: number) => at(people.grade, row) === lastGrade;
  const staying: number[] = [];
  const staff: number[] = [];
  let students = 0;
  for (let row = 0; row < people.count; row += 1) {
    if (at(people.present, row) === 0) continue;
    if (isStudent(people, row)) {
      if (graduates(row)) students += 1;
      else staying.push(row);
    } else if (isGuardian(people, row)) {
      const children = presentRows(people, families.children, at(people.household, row));
      if (!children.every(graduates)) staying.push(row);
    } else if (random.chance(staffTurnover)) staff.push(row);
    else staying.push(row);
  }
  return { staying, leaving: { students, staff } };
}

/** Copies a person into the new year's table, a grade higher. */
function takeOver(setting: FamilySetting, from: People, row: number): void {
  const { people, schools } = setting;
  const to = people.count;
  people.count = to + 1;
  people.present[to] = 1;
  people.role[to] = at(from.role, row);
  people.school[to] = at(from.school, row);
  people.second[to] = at(from.second, row);
  people.key[to] = at(from.key, row);
  people.given[to] = at(from.given, row);
  people.family[to] = at(from.family, row);
  people.mail[to] = at(from.mail, row);
  people.phone[to] = at(from.phone, row);
  people.household[to] = at(from.household, row);
  if (personRoles[at(from.role, row)] !== "student") return;
  const grade = at(from.grade, row) + 1;
  people.grade[to] = grade;
  const school = schools[at(from.school, row)];
  if (school !== undefined && grade <= school.high) return;
  people.school[to] = setting.schoolFor(grade, at(from.household, row));
  people.second[to] = noSchool;
}

/** Households of young children for some of the kindergartners; undefined makes a new family. */
function siblingHouseholds(people: People, random: Random, children: number): (number | undefined)[] {
  const young: number[] = [];
  for (let row = 0; row < people.count; row += 1)
    if (isStudent(people, row) && at(people.grade, row) <= 4) young.push(at(people.household, row));
  return Array.from({ length: children }, () => {
    const household = random.chance(siblingShare) ? young[random.below(young.length)] : undefined;
    return household === noHousehold ? undefined : household;
  });
}

function enterSchool(setting: FamilySetting, siblings: number | undefined): void {
  const household = siblings ?? setting.serials.household;
  addChild(setting, household, 0);
  if (siblings !== undefined) return;
  setting.serials.household += 1;
  addGuardians(setting, household, setting.random.chance(0.8) ? 2 : 1);
}
