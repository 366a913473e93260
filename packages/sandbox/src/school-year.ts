/** A session of the school year. */
export interface Session {
  /** Stays the same kind every year; with the year it makes the session's key. */
  readonly ordinal: number;
  readonly title: string;
  readonly type: "schoolYear" | "semester" | "gradingPeriod";
  /** First day, and the day after the last (OneRoster 1.1 and 1.2: inclusive, exclusive). */
  readonly start: string;
  readonly end: string;
  readonly parent: number | undefined;
}

const dayMs = 86_400_000;

/** The date so many weeks after the year's first Monday, which is the one from 14 to 20 August. */
export function dateInYear(year: number, week: number, days = 0): string {
  const august = new Date(Date.UTC(year, 7, 14));
  const toMonday = (8 - august.getUTCDay()) % 7;
  return new Date(august.getTime() + (toMonday + week * 7 + days) * dayMs).toISOString().slice(0, 10);
}

const yearWeeks = 42;

/** The sessions of the school year that begins in `year`: the year, two semesters, four grading periods. */
export function sessionsOf(year: number): readonly Session[] {
  const date = (week: number) => dateInYear(year, week);
  const span = (from: number, to: number) => ({ start: date(from), end: date(to) });
  const label = `${year}-${String((year + 1) % 100).padStart(2, "0")}`;
  return [
    {
      ordinal: 0,
      title: `School year ${label}`,
      type: "schoolYear",
      ...span(0, yearWeeks),
      parent: undefined,
    },
    { ordinal: 1, title: `Semester 1 ${label}`, type: "semester", ...span(0, 21), parent: 0 },
    { ordinal: 2, title: `Semester 2 ${label}`, type: "semester", ...span(21, yearWeeks), parent: 0 },
    { ordinal: 3, title: `Quarter 1 ${label}`, type: "gradingPeriod", ...span(0, 10), parent: 1 },
    { ordinal: 4, title: `Quarter 2 ${label}`, type: "gradingPeriod", ...span(10, 21), parent: 1 },
    { ordinal: 5, title: `Quarter 3 ${label}`, type: "gradingPeriod", ...span(21, 31), parent: 2 },
    { ordinal: 6, title: `Quarter 4 ${label}`, type: "gradingPeriod", ...span(31, yearWeeks), parent: 2 },
  ];
}

/** The key of a session: the year's four digits and the ordinal. */
export function sessionKey(year: number, ordinal: number): number {
  return year * 10 + ordinal;
}

/** Which sessions a class runs in (the `terms` of a class). */
export function termOrdinals(terms: number): readonly number[] {
  const runs: readonly (readonly number[])[] = [[1, 2], [1], [2], [0]];
  return runs[terms] ?? [0];
}

/** First week of a class and the week after its last. */
function weeksOf(terms: number): readonly [first: number, after: number] {
  const half = yearWeeks / 2;
  return [terms === 2 ? half : 0, terms === 1 ? half : yearWeeks];
}

/** How many ways an enrollment can begin late or end early; see `beginWeek` and `endWeek`. */
export const weekCodes = 210;

/** Week in which an enrollment begins: 0 with the class, another code some week of the class's first half. */
export function beginWeek(terms: number, code: number): number {
  const [first, after] = weeksOf(terms);
  const half = Math.floor((after - first) / 2);
  return code === 0 ? first : first + 1 + (code % (half - 1));
}

/**
 * Week in which an enrollment ends: 0 with the class, another code some week of the class's second half.
 * Codes that differ by 1 … 9 always give different weeks (the halves have 10 or 21 weeks, 210 is a multiple).
 */
export function endWeek(terms: number, code: number): number {
  const [first, after] = weeksOf(terms);
  const half = Math.floor((after - first) / 2);
  return code === 0 ? after : after - half + (code % half);
}
