import type { Classes } from "./classes.ts";
import { at } from "./columns.ts";
import { addAllGuardians, addChildren, type FamilySetting } from "./create-families.ts";
import { addAllStaff } from "./create-staff.ts";
import { type DistrictPlan, districtSizes } from "./district-plan.ts";
import type { Enrollments } from "./enrollments.ts";
import { createPeople, isGuardian, isStudent, type People } from "./people.ts";
import { createRandom } from "./random.ts";
import { createSchoolFinder, createSchools, type School } from "./schools.ts";
import { createSerials, type Serials } from "./serials.ts";
import { createIdScheme, type IdScheme, type IdStyle } from "./sourced-id.ts";
import { createTimetable } from "./timetable.ts";

export { type DistrictPlan, districtSizes };

/**
 * A synthetic district on one day. A value: days and years give a new one. Packed in typed arrays, so that
 * a million students with eight million enrollments take about 200 MB; names and ids are computed on demand.
 */
export interface District {
  readonly plan: DistrictPlan;
  /** Calendar year in which the current school year began. */
  readonly year: number;
  readonly ids: IdScheme;
  readonly schools: readonly School[];
  readonly people: Readonly<People>;
  readonly classes: Readonly<Classes>;
  readonly enrollments: Readonly<Enrollments>;
  readonly serials: Readonly<Serials>;
}

/** How many of each are present today. */
export interface DistrictCounts {
  readonly schools: number;
  readonly students: number;
  readonly guardians: number;
  readonly staff: number;
  readonly classes: number;
  readonly enrollments: number;
}

/**
 * Makes a district. The same plan gives the same district, byte for byte; every number of the plan is met.
 * `ids` is the look of the sourcedIds: `S-0000401` by default, or UUIDs. Throws on a plan that cannot be
 * met (fewer staff than schools, fewer classes than subjects, more than six guardians a household).
 */
export function createDistrict(plan: DistrictPlan, ids: IdStyle = "short"): District {
  const schools = createSchools(plan.schools);
  const serials = createSerials();
  const people = createPeople(plan.students + plan.guardians + plan.staff);
  const setting: FamilySetting = {
    people,
    serials,
    schools,
    seed: plan.seed,
    random: createRandom(plan.seed),
    schoolFor: createSchoolFinder(schools, plan.seed),
  };
  addChildren(setting, plan.students);
  addAllGuardians(setting, plan.guardians);
  addAllStaff(setting, plan.staff);
  const { classes, enrollments } = createTimetable({
    people,
    schools,
    serials,
    classes: plan.classes,
    enrollments: plan.enrollments,
  });
  const scheme = createIdScheme(ids, plan.seed);
  return { plan, year: plan.startYear, ids: scheme, schools, people, classes, enrollments, serials };
}

/** Counts who and what is present. */
export function countDistrict(district: District): DistrictCounts {
  const { people, classes, enrollments, schools } = district;
  const counts = { schools: schools.length, students: 0, guardians: 0, staff: 0, classes: 0 };
  for (let row = 0; row < people.count; row += 1) {
    if (at(people.present, row) === 0) continue;
    if (isStudent(people, row)) counts.students += 1;
    else if (isGuardian(people, row)) counts.guardians += 1;
    else counts.staff += 1;
  }
  for (let row = 0; row < classes.count; row += 1) counts.classes += at(classes.present, row);
  return { ...counts, enrollments: enrollments.count };
}
