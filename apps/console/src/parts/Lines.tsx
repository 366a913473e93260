import "@mantine/charts/styles.css";
import { LineChart } from "@mantine/charts";
import { type CountDay, type CountSeries, lineLooks } from "./count-lines.ts";
import { count, shortDay } from "./words.ts";

/** Draws the lines. Its own file, because what draws is loaded when it is needed. */
export default function Lines({
  days,
  series,
}: {
  readonly days: readonly CountDay[];
  readonly series: readonly CountSeries[];
}) {
  return (
    <LineChart
      h={220}
      data={days.map(({ day, values }) => ({ day: shortDay(day), ...values }))}
      dataKey="day"
      series={series.map(({ key, label }, place) => {
        const { color, dashes } = lineLooks(place);
        return { name: key, label, color, strokeDasharray: dashes };
      })}
      curveType="linear"
      withDots={days.length < 40}
      yAxisProps={{ domain: [0, "auto"], allowDecimals: false, width: 48 }}
      xAxisProps={{ minTickGap: 24 }}
      valueFormatter={count}
      lineChartProps={{ accessibilityLayer: false }}
    />
  );
}
