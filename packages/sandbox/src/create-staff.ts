import { at } from "./columns.ts";
import { becomeSamePerson, type FamilySetting } from "./create-families.ts";
import { addPerson, isGuardian, isStudent, noSchool, type PersonRole } from "./people.ts";
import { dealt } from "./random.ts";
import { nextMail, nextPhone } from "./serials.ts";

/** One in fifty of the staff is also a guardian of a child in the district, under a second sourcedId. */
const alsoGuardianShare = 0.02;
/** One in twenty works at a second school. */
const secondSchoolShare = 0.05;

/** Adds one member of staff. Aides and administrators follow the teachers: every school begins with one. */
export function addStaff(setting: FamilySetting, role: PersonRole, school: number): number {
  const { random, serials, schools } = setting;
  const travels = school !== noSchool && schools.length > 1 && random.chance(secondSchoolShare);
  const key = serials.person;
  serials.person += 1;
  return addPerson(setting.people, {
    role,
    school,
    second: travels ? (school + 1) % schools.length : noSchool,
    key,
    given: random.bits(),
    family: random.bits(),
    mail: nextMail(serials, true),
    phone: random.chance(0.6) ? nextPhone(serials) : 0,
  });
}

function studentsBySchool(setting: FamilySetting): number[] {
  const students = setting.schools.map(() => 0);
  for (let row = 0; row < setting.people.count; row += 1) {
    if (!isStudent(setting.people, row)) continue;
    const school = at(setting.people.school, row);
    students[school] = (students[school] ?? 0) + 1;
  }
  return students;
}

function roleInSchool(place: number): PersonRole {
  if (place % 24 === 7) return "administrator";
  return place % 12 === 5 ? "aide" : "teacher";
}

/** Deals the staff out: one teacher to each school that has students, the rest by students, a few downtown. */
export function addAllStaff(setting: FamilySetting, staff: number): void {
  const students = studentsBySchool(setting);
  const open = students.filter((count) => count > 0).length;
  const all = students.reduce((sum, count) => sum + count, 0);
  if (staff < open) throw new Error(`${staff} staff cannot teach in ${open} schools`);
  const office = Math.floor((staff - open) * 0.005);
  const first = setting.people.count;
  let before = 0;
  students.forEach((count, school) => {
    const share =
      dealt(staff - open - office, before + count, all) - dealt(staff - open - office, before, all);
    before += count;
    const people = share + (count > 0 ? 1 : 0);
    for (let place = 0; place < people; place += 1) addStaff(setting, roleInSchool(place), school);
  });
  for (let place = 0; place < office; place += 1) addStaff(setting, "administrator", noSchool);
  marryIntoFamilies(setting, first, staff);
}

/**
 * Makes some of the staff guardians of children here: the guardian's row takes name, e-mail and phone of
 * the staff row, which is what Connect asks of districts before it joins the two (quirk Q072).
 */
function marryIntoFamilies(setting: FamilySetting, firstStaff: number, staff: number): void {
  const { people } = setting;
  const guardians: number[] = [];
  for (let row = 0; row < firstStaff; row += 1) if (isGuardian(people, row)) guardians.push(row);
  const both = Math.min(guardians.length, Math.round(staff * alsoGuardianShare));
  for (let pair = 0; pair < both; pair += 1) {
    const guardian = guardians[dealt(guardians.length, pair, both)];
    if (guardian !== undefined) becomeSamePerson(people, guardian, firstStaff + dealt(staff, pair, both));
  }
}
