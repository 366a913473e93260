import type { ReadProfile } from "../read-profile.ts";
import type { OpenRow } from "../row/open-row.ts";
import { cellAt, complain } from "../row/open-row.ts";
import { isNullWord } from "./null-word.ts";
import { shapeOf } from "./shown-word.ts";
import { nothing } from "./text.ts";

const isoDate = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/;
const usDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: .*)?$/;
const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * A date as `YYYY-MM-DD`, or undefined. Reads the standard's form, the date in front of an ISO time, and
 * 8/27/2018 where the profile says `mdy` (Q046). Day and month are never guessed, two-digit years never read.
 */
export function readDate(written: string, dates: ReadProfile["dates"]): string | undefined {
  if (isPlainIso(written)) return written;
  const iso = isoDate.exec(written);
  if (iso) return existingDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const us = dates === "mdy" ? usDate.exec(written) : null;
  return us ? existingDate(Number(us[3]), Number(us[1]), Number(us[2])) : undefined;
}

/** The usual case without a regular expression: eight digits, two dashes, a day between 1 and 28. */
function isPlainIso(written: string): boolean {
  if (written.length !== 10 || written[4] !== "-" || written[7] !== "-") return false;
  for (let at = 0; at < 10; at += 1) {
    const digit = written.charCodeAt(at) - 48;
    if ((digit < 0 || digit > 9) && at !== 4 && at !== 7) return false;
  }
  const month = (written.charCodeAt(5) - 48) * 10 + written.charCodeAt(6) - 48;
  const day = (written.charCodeAt(8) - 48) * 10 + written.charCodeAt(9) - 48;
  return month >= 1 && month <= 12 && day >= 1 && day <= 28 && !written.startsWith("0000");
}

function existingDate(year: number, month: number, day: number): string | undefined {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && isLeap ? 29 : (daysInMonth[month - 1] ?? 0);
  if (year === 0 || day < 1 || day > days) return undefined;
  const pad = (part: number, length: number) => String(part).padStart(length, "0");
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** The day before, for end dates that name the first day that no longer counts (Q103). */
function dayBefore(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - 1);
  return day.toISOString().slice(0, 10);
}

/** The two dates of a row: "" for one that cannot be read, both "" when they stand in the wrong order (Q106). */
export interface Span {
  readonly begin: string;
  readonly end: string;
}

const noSpan: Span = { begin: "", end: "" };

/** Reads begin and end of a row. The end is the last day that counts, whatever the profile's files mean by it. */
export function spanAt(row: OpenRow, beginAt: number, endAt: number): Span {
  const begin = dateAt(row, beginAt);
  const written = dateAt(row, endAt);
  if (begin === "" && written === "") return noSpan;
  if (begin !== "" && written !== "" && begin > written) {
    complain(row, "value.date.order", endAt);
    return noSpan;
  }
  return { begin, end: written !== "" && row.profile.endExclusive === true ? dayBefore(written) : written };
}

function dateAt(row: OpenRow, at: number): string {
  const cell = cellAt(row, at);
  if (cell === "") return "";
  const date = readDate(cell, row.profile.dates);
  if (date !== undefined) return date;
  if (isNullWord(cell)) return nothing(row, at, cell);
  complain(row, "value.date.unreadable", at, { written: shapeOf(cell) });
  return "";
}
