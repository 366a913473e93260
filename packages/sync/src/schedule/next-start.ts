import { dayIn } from "../directory/district-day.ts";

/** When a source starts by itself: every day of its district's calendar, once. */
export interface DailyStart {
  /** Of the IANA list. */
  readonly zone: string;
  /** HH:MM as the clocks of that zone show it. */
  readonly startsAt: string;
  /** How much later this district starts, so that not all of a state start in the same second. */
  readonly jitterSeconds: number;
}

/** A start and the day of the district's calendar it is that of; late in the evening it may fall into the next. */
export interface Start {
  readonly day: string;
  readonly at: Date;
}

const dayMs = 24 * 60 * 60 * 1000;
const widestJitterSeconds = 600;

/**
 * From 0 up to 10 minutes, the same for a district every day. The golden ratio spreads districts evenly, however many
 * there are and whichever numbers they have: of 5,000 that start at 02:00 some eight start each second of them.
 */
export function jitterOf(districtId: number): number {
  return Math.floor(((districtId * 0.618_033_988_749_895) % 1) * widestJitterSeconds);
}

/**
 * The instant of a day's start. A time that the clocks skip in spring is as much later as they were put forward (02:30
 * becomes 03:30); of a time that comes twice in autumn the first is meant (reliability H06, J12).
 */
export function startOn(day: string, { zone, startsAt, jitterSeconds }: DailyStart): Date {
  const wanted = Date.parse(`${day}T${startsAt}:00Z`);
  const before = wanted - offsetMs(zone, wanted - dayMs);
  const after = wanted - offsetMs(zone, wanted + dayMs);
  const isRight = (at: number): boolean => at + offsetMs(zone, at) === wanted;
  const found = !isRight(before) && isRight(after) ? after : before;
  return new Date(found + jitterSeconds * 1000);
}

/**
 * The start that is due now: today's, or yesterday's that was late in the evening; the newer one where a process was
 * away for both. Which days are done is remembered by their name: a clock that is put forward or back, by an hour or a
 * year, makes no day come twice.
 *
 * @param since starts before this were asked for by nobody
 */
export function dueStart(
  start: DailyStart,
  { since, now, isDone }: { readonly since: Date; readonly now: Date; readonly isDone: DoneDays },
): Start | undefined {
  return daysAround(start, now)
    .filter(({ day, at }) => at >= since && at <= now && !isDone(day))
    .at(-1);
}

/** The first start to come that is not done already. */
export function nextStart(start: DailyStart, now: Date, isDone: DoneDays): Start {
  const next = daysAround(start, now).find(({ day, at }) => at > now && !isDone(day));
  // Where the clock was put back by more than a day all of these are done; the next look is tomorrow.
  return next ?? { day: dayIn(start.zone, now), at: new Date(now.getTime() + dayMs) };
}

export type DoneDays = (day: string) => boolean;

/** Yesterday, today and the two days after, in order. */
function daysAround(start: DailyStart, now: Date): readonly Start[] {
  const noon = Date.parse(`${dayIn(start.zone, now)}T12:00:00Z`);
  return [-1, 0, 1, 2].map((offset) => {
    const day = new Date(noon + offset * dayMs).toISOString().slice(0, 10);
    return { day, at: startOn(day, start) };
  });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at an instant, in ms. */
function offsetMs(zone: string, at: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(
    ...([part("year"), part("month") - 1, part("day")] as const),
    ...([part("hour"), part("minute"), part("second")] as const),
  );
  return shown - Math.floor(at / 1000) * 1000;
}
