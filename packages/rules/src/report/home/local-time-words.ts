import { formatCount } from "../number-words.ts";
import type { LocalTime } from "./home-facts.ts";

/** `today at 02:41`, `yesterday at 02:41`, `on Nov 19 at 02:41`. */
export function whenWords({ day, time, daysAgo }: LocalTime): string {
  if (daysAgo === 0) return `today at ${time}`;
  if (daysAgo === 1) return `yesterday at ${time}`;
  if (daysAgo === -1) return `tomorrow at ${time}`;
  return `on ${dayWords(day)} at ${time}`;
}

/** After "of": `today, 02:41`. */
export function whenOf(at: LocalTime): string {
  return whenWords(at).replace(/^on /, "").replace(" at ", ", ");
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `2026-11-19` as `Nov 19, 2026`. */
export function dayWords(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${months[Number(month) - 1] ?? month} ${formatCount(Number(date))}, ${year}`;
}
