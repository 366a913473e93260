import { Box, Group, Skeleton, Text } from "@mantine/core";
import { lazy, Suspense } from "react";
import { type CountDay, type CountSeries, lineLooks } from "./count-lines.ts";
import { Plot } from "./Plot.tsx";
import { count, dayName } from "./words.ts";

// The library that draws is larger than everything else of a page: it comes when a picture is shown.
const Lines = lazy(() => import("./Lines.tsx"));

/** Counts over days as lines from zero, each with its own dashes and its name below. */
export function CountLine({
  title,
  days,
  series,
  summary,
  order,
}: {
  readonly title: string;
  readonly days: readonly CountDay[];
  readonly series: readonly CountSeries[];
  /** Said instead of the summary that is made of the first and the last day. */
  readonly summary?: string;
  readonly order?: 2 | 3;
}) {
  const told = summary ?? summaryOf(days, series);
  return (
    <Plot
      title={title}
      summary={told}
      columns={["Day", ...series.map(({ label }) => label)]}
      rows={days.map(({ day, values }) => [day, ...series.map(({ key }) => values[key] ?? 0)])}
      // One point is no line.
      isTableOnly={days.length === 1}
      {...(order === undefined ? {} : { order })}
    >
      <Box role="img" aria-label={told}>
        <Suspense fallback={<Skeleton height={220} />}>
          <Lines days={days} series={series} />
        </Suspense>
      </Box>
      <Group gap="md" aria-hidden>
        {series.map(({ key, label }, place) => (
          <Group key={key} gap={6} wrap="nowrap">
            <svg width="28" height="8" role="presentation">
              <line x1="0" x2="28" y1="4" y2="4" strokeWidth="2.5" {...strokeOf(place)} />
            </svg>
            <Text size="xs">{label}</Text>
          </Group>
        ))}
      </Group>
    </Plot>
  );
}

function strokeOf(place: number): { readonly stroke: string; readonly strokeDasharray: string } {
  const { color, dashes } = lineLooks(place);
  return { stroke: `var(--mantine-color-${color.replace(".", "-")})`, strokeDasharray: dashes };
}

/** "Students: 12,408 on Nov 19, 2026, 12,310 on Oct 20, 2026." */
function summaryOf(days: readonly CountDay[], series: readonly CountSeries[]): string {
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return "Nothing has been counted yet.";
  const told = series.map(
    ({ key, label }) => `${label} ${count(first.values[key] ?? 0)} → ${count(last.values[key] ?? 0)}`,
  );
  return `From ${dayName(first.day)} to ${dayName(last.day)}: ${told.join(", ")}.`;
}
