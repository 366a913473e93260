import type { LocalTime } from "@muster/rules/report/home/home-facts.ts";
import { dayIn } from "../directory/district-day.ts";

/** Tells instants as the clocks of a zone show them, beside the day it is there now. */
export function localTimes(zone: string, now: Date): (at: string) => LocalTime {
  const today = dayIn(zone, now);
  const clock = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, hourCycle: "h23", hour: "2-digit", minute: "2-digit" },
  });
  return (at) => {
    const day = dayIn(zone, new Date(at));
    return { at, day, time: clock.format(new Date(at)), daysAgo: daysBetween(day, today) };
  };
}

/** From one day of the calendar to another, `YYYY-MM-DD`. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}
