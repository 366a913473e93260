/** The day it is in a time zone of the IANA list, `YYYY-MM-DD`: what begins or ends by the calendar goes by it. */
export function dayIn(zone: string, moment: Date): string {
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" },
  });
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}
