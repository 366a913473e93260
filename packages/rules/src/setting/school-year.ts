import type { Settings } from "./all-settings.ts";

const months: Readonly<Record<Settings["district.year-start"], number>> = {
  ...{ june: 6, july: 7, august: 8, september: 9 },
};

/**
 * The first day of the school year that a day lies in, `YYYY-MM-DD`. Whatever month it begins in, it ends in the next
 * calendar year, by which the standard names it (`schoolYear`: the year in which it ends).
 *
 * @param day `YYYY-MM-DD`
 */
export function schoolYearStart(day: string, begins: Settings["district.year-start"]): string {
  const year = Number(day.slice(0, 4));
  const month = months[begins];
  const started = Number(day.slice(5, 7)) >= month ? year : year - 1;
  return `${String(started).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
}
