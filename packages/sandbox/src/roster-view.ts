import { at } from "./columns.ts";
import type { District } from "./district.ts";
import {
  createFamilies,
  type Families,
  isGuardian,
  isStudent,
  noHousehold,
  noSchool,
  presentRows,
} from "./people.ts";
import { idWriter } from "./sourced-id.ts";

/** A district as its information system exports it: ids written, families looked up. */
export interface RosterView {
  readonly district: District;
  readonly families: Families;
  readonly districtId: string;
  /** By row in the district's schools. */
  readonly schoolIds: readonly string[];
  /** By row of people, whatever the role. */
  personId(row: number): string;
  /** By row of classes. */
  classId(row: number): string;
  enrollmentId(key: number): string;
  /** Rows of the present adults of a student. */
  guardiansOf(row: number): readonly number[];
  /** Rows of the present children of a guardian. */
  childrenOf(row: number): readonly number[];
  /** sourcedIds of the orgs of a person: own schools, the children's schools, or the district. */
  orgsOf(row: number): readonly string[];
}

/** Looks at a district for writing. Costs one pass over the people. */
export function createRosterView(district: District): RosterView {
  const { people, classes, ids } = district;
  const families = createFamilies(people, district.serials.household);
  const student = idWriter(ids, "student");
  const guardian = idWriter(ids, "guardian");
  const staff = idWriter(ids, "staff");
  const classId = idWriter(ids, "class");
  const schoolIds = district.schools.map((school) => idWriter(ids, "school")(school.number));
  const districtId = idWriter(ids, "district")(1);
  function personId(row: number): string {
    const write = isStudent(people, row) ? student : isGuardian(people, row) ? guardian : staff;
    return write(at(people.key, row));
  }
  function ownSchools(row: number): string[] {
    const schools = [at(people.school, row), at(people.second, row)].filter((school) => school !== noSchool);
    return schools.map((school) => schoolIds[school] ?? "");
  }
  function childrenOf(row: number): readonly number[] {
    const household = at(people.household, row);
    return household === noHousehold ? [] : presentRows(people, families.children, household);
  }
  function orgsOf(row: number): readonly string[] {
    if (isGuardian(people, row)) return [...new Set(childrenOf(row).flatMap(ownSchools))];
    const schools = ownSchools(row);
    return schools.length > 0 ? schools : [districtId];
  }
  return {
    district,
    families,
    districtId,
    schoolIds,
    personId,
    classId: (row) => classId(at(classes.key, row)),
    enrollmentId: idWriter(ids, "enrollment"),
    guardiansOf: (row) => presentRows(people, families.guardians, at(people.household, row)),
    childrenOf,
    orgsOf,
  };
}
