/**
 * What is looked up only once something is held: which other slices cannot stand without it, and what those who
 * would leave or come have in common, so that whoever decides sees it at a glance.
 */
export interface HeldFacts {
  /** Names of slices with a change that needs one of the held changes, across schools. */
  readonly dependents: readonly string[];
  /** Students who would leave a school, by grade, beside the students the school has in it. */
  readonly leavers: readonly {
    readonly schoolId: number;
    readonly grade: string;
    readonly leaving: number;
    readonly students: number;
  }[];
  /** Added people of a slice whose names are those of test records. */
  readonly testNames: readonly { readonly slice: string; readonly people: number }[];
}

/** Before anything was looked up, or where nothing is held. */
export const nothingHeld: HeldFacts = { dependents: [], leavers: [], testNames: [] };

/**
 * The grades that explain who leaves a school: all that lose nine tenths of their students, if they make up nine
 * tenths of the leavers; empty where the leavers have no grade in common. Graduates show so (reliability H09), and a
 * grade that is no longer shared (H15).
 */
export function leavingGrades(schoolId: number, { leavers }: HeldFacts): readonly string[] {
  const here = leavers.filter((group) => group.schoolId === schoolId);
  const whole = here.filter((group) => group.leaving * 10 >= group.students * 9);
  const sum = (groups: typeof here): number => groups.reduce((total, group) => total + group.leaving, 0);
  const isExplained = sum(whole) * 10 >= sum(here) * 9 && whole.length > 0;
  return isExplained ? whole.map((group) => group.grade).sort() : [];
}
