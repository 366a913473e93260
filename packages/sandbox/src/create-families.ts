import { at } from "./columns.ts";
import { addPerson, noSchool, type People } from "./people.ts";
import { dealt, mix, type Random } from "./random.ts";
import { type School, schoolsForGrade } from "./schools.ts";
import { nextMail, nextPhone, type Serials } from "./serials.ts";

/** What making people needs to know. */
export interface FamilySetting {
  readonly people: People;
  readonly serials: Serials;
  readonly random: Random;
  readonly schools: readonly School[];
  readonly schoolFor: (grade: number, household: number) => number;
  readonly seed: number;
}

/** One student in 200 also attends a second school that teaches the grade, where there is one. */
const secondSchoolShare = 0.005;
/** Connect takes at most six guardians of a student (its users file, agentSourcedIds). */
const mostGuardians = 6;

function familyName(setting: FamilySetting, household: number): number {
  return mix(setting.seed + 11, household);
}

/** Another school that teaches the grade, or `noSchool` where there is none. */
function secondSchool(setting: FamilySetting, grade: number, school: number): number {
  const others = schoolsForGrade(setting.schools, grade).filter((other) => other !== school);
  return others[setting.random.below(others.length)] ?? noSchool;
}

/** Adds a child of a household and returns the row. */
export function addChild(setting: FamilySetting, household: number, grade: number): number {
  const { random, serials } = setting;
  const school = setting.schoolFor(grade, household);
  const second = random.chance(secondSchoolShare) ? secondSchool(setting, grade, school) : noSchool;
  const key = serials.person;
  serials.person += 1;
  return addPerson(setting.people, {
    role: "student",
    grade,
    school,
    second,
    key,
    given: random.bits(),
    family: familyName(setting, household),
    household,
  });
}

/**
 * Adds the adults of a household. About 3 % have no contact at all and 8 % no e-mail; a quarter of the
 * couples share one address (quirk Q079: whoever insists on unique ones drops people).
 */
export function addGuardians(setting: FamilySetting, household: number, adults: number): void {
  const { random, serials } = setting;
  const sharesMail = random.chance(0.25);
  let firstMail = 0;
  for (let place = 0; place < adults; place += 1) {
    const reachable = !random.chance(0.03);
    const own = reachable && !random.chance(0.08) ? nextMail(serials, false) : 0;
    const mail = place === 1 && sharesMail && firstMail !== 0 ? firstMail : own;
    if (place === 0) firstMail = mail;
    const phone = reachable && (mail === 0 || random.chance(0.85)) ? nextPhone(serials) : 0;
    const kind = random.below(100);
    const ownName = random.chance(place === 0 ? 0.06 : 0.3);
    addPerson(setting.people, {
      role: kind < 88 ? "parent" : kind < 96 ? "guardian" : "relative",
      school: noSchool,
      key: serials.person,
      given: random.bits(),
      family: ownName ? random.bits() : familyName(setting, household),
      mail,
      phone,
      household,
    });
    serials.person += 1;
  }
}

/** One child in most households, two in a third, three in one of eight; grades apart by one or more. */
export function addChildren(setting: FamilySetting, students: number): void {
  const { random, serials } = setting;
  let left = students;
  while (left > 0) {
    const drawn = random.below(100);
    const children = Math.min(left, drawn < 55 ? 1 : drawn < 88 ? 2 : 3);
    const household = serials.household;
    serials.household += 1;
    let grade = random.below(13);
    for (let child = 0; child < children; child += 1) {
      addChild(setting, household, grade);
      grade = (grade + 1 + random.below(4)) % 13;
    }
    left -= children;
  }
}

/** Deals exactly so many adults out to the households made so far. */
export function addAllGuardians(setting: FamilySetting, guardians: number): void {
  const households = setting.serials.household;
  if (guardians > households * mostGuardians)
    throw new Error(`${guardians} guardians are more than ${households} households can have`);
  for (let household = 0; household < households; household += 1) {
    const before = dealt(guardians, household, households);
    addGuardians(setting, household, dealt(guardians, household + 1, households) - before);
  }
}

/** Gives a person the name and the contact details of another: one human with two records. */
export function becomeSamePerson(people: People, row: number, other: number): void {
  people.given[row] = at(people.given, other);
  people.family[row] = at(people.family, other);
  people.mail[row] = at(people.mail, other);
  people.phone[row] = at(people.phone, other);
}
