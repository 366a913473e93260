import type { showProblemDays } from "@muster/api/resource/finding.ts";
import type { Answered } from "@muster/api/route.ts";
import { CountLine } from "./CountLine.tsx";
import { count, dayName } from "./words.ts";

/** Rows and files that could not be used, by day: whether somebody is mending them. */
export function FindingsOverTime({
  days,
  codes,
  names,
}: Answered<typeof showProblemDays> & {
  /** What is wrong now, in words, by code; what is mended since is told as it was. */
  readonly names: ReadonlyMap<string, string>;
}) {
  if (days.length === 0) return null;
  return (
    <CountLine
      title="Rows and files that could not be used"
      summary={summaryOf(days)}
      days={days.map(({ day, total, byCode }) => ({ day, values: { ...byCode, total } }))}
      series={[
        // One kind alone is all there is.
        ...(codes.length === 1 ? [] : [{ key: "total", label: "All" }]),
        ...codes.slice(0, 4).map(({ code, what }) => ({ key: code, label: names.get(code) ?? what })),
      ]}
    />
  );
}

function summaryOf(days: Answered<typeof showProblemDays>["days"]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return "";
  const worst = days.reduce((most, day) => (day.total > most.total ? day : most), first);
  if (worst.total === 0) return `Every row could be used since ${dayName(first.day)}.`;
  const trend =
    last.total < worst.total
      ? `At most it was ${count(worst.total)}, on ${dayName(worst.day)}.`
      : "It has not been more in these days.";
  return `${count(last.total)} now, ${count(first.total)} on ${dayName(first.day)}. ${trend}`;
}
