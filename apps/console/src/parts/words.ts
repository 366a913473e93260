/** Numbers, times and counts as people read them here. */

const numbers = new Intl.NumberFormat("en-US");
/** The clock runs to 24 everywhere, as in what the server tells and in the settings that are typed. */
const timesIn = (timeZone?: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-US", {
    ...{ dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone },
  });
const daysIn = (timeZone?: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone });
const startsIn = (timeZone?: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-US", {
    ...{ weekday: "long", hourCycle: "h23", hour: "2-digit", minute: "2-digit", timeZone },
  });
/** Until it is known whose district is shown, the browser's own zone serves. */
let times = timesIn();
let days = daysIn();
let starts = startsIn();
const calendarDays = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });

/** 12408 as 12,408. */
export function count(amount: number): string {
  return numbers.format(amount);
}

/** "1 change", "12 changes". */
export function counted(amount: number, one: string, many = `${one}s`): string {
  return `${count(amount)} ${amount === 1 ? one : many}`;
}

/**
 * From now on times are told as in this zone, the district's: the server's sentences are told in it too, and beside them
 * the hour of whoever reads from elsewhere would be another hour for the same thing.
 */
export function tellTimesIn(zone: string): void {
  times = timesIn(zone);
  days = daysIn(zone);
  starts = startsIn(zone);
}

/** An instant in the district's zone. */
export function instant(iso: string): string {
  return times.format(new Date(iso));
}

/** An instant of the next days in the district's zone: Monday 02:30. */
export function soonAt(iso: string): string {
  return starts.format(new Date(iso));
}

/** The day of an instant in the district's zone. */
export function day(iso: string): string {
  return days.format(new Date(iso));
}

/** A day of the calendar, 2026-11-19, as Nov 19, 2026: the same wherever it is read. */
export function dayName(calendarDay: string): string {
  return calendarDays.format(new Date(`${calendarDay}T00:00:00Z`));
}

const shortDays = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" });

/** A day of the calendar without its year, as below a plot: Nov 19. */
export function shortDay(calendarDay: string): string {
  return shortDays.format(new Date(`${calendarDay}T00:00:00Z`));
}

/** How long ago, in the largest unit that says enough. */
export function ago(iso: string, now: number = Date.now()): string {
  const seconds = Math.round((now - new Date(iso).getTime()) / 1000);
  const words = new Intl.RelativeTimeFormat("en-US", { numeric: "auto" });
  if (Math.abs(seconds) < 60) return words.format(-seconds, "second");
  if (Math.abs(seconds) < 3600) return words.format(-Math.round(seconds / 60), "minute");
  if (Math.abs(seconds) < 86_400) return words.format(-Math.round(seconds / 3600), "hour");
  return words.format(-Math.round(seconds / 86_400), "day");
}
