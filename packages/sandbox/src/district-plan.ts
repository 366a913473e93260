/** How large a district is. Every number is met exactly when the district is made. */
export interface DistrictPlan {
  /** Chooses everything else: names, families, timetables. */
  readonly seed: number;
  readonly schools: number;
  readonly students: number;
  readonly guardians: number;
  /** Teachers, aides and administrators, district office included. */
  readonly staff: number;
  readonly classes: number;
  /** Rows of enrollments: students' and teachers' together. */
  readonly enrollments: number;
  /** Calendar year in which the first school year begins, e.g. 2026 for 2026-27. */
  readonly startYear: number;
}

/** The three sizes everybody uses: to look at, to measure, to measure growth. d1m is twenty times d50. */
export const districtSizes = {
  practice: {
    seed: 12,
    schools: 3,
    students: 180,
    guardians: 216,
    staff: 30,
    classes: 90,
    enrollments: 1_080,
    startYear: 2026,
  },
  d50: {
    seed: 50,
    schools: 60,
    students: 50_000,
    guardians: 60_000,
    staff: 4_000,
    classes: 16_000,
    enrollments: 400_000,
    startYear: 2026,
  },
  d1m: {
    seed: 1_000,
    schools: 1_200,
    students: 1_000_000,
    guardians: 1_200_000,
    staff: 80_000,
    classes: 320_000,
    enrollments: 8_000_000,
    startYear: 2026,
  },
} as const satisfies Record<string, DistrictPlan>;
