import { districtSizes } from "@muster/sandbox/district-plan.ts";
import type { BenchOptions } from "./bench-options.ts";
import type { BenchRow } from "./bench-row.ts";
import type { BenchServer } from "./bench-server.ts";
import { scaledD50, shareOfChanges } from "./district-scale.ts";
import { type LabelledDay, measureDays, measureFirst, type Tell } from "./measure.ts";

const onePercent = "day, 1 % changed";
const { d50, d1m } = districtSizes;

/** Measures what was asked for, group by group; rows of one group share their district and their floor. */
export async function measureRows(
  server: BenchServer,
  options: BenchOptions,
  tell: Tell,
): Promise<readonly BenchRow[]> {
  const wants = (...rows: readonly number[]): boolean =>
    options.only.length === 0 || rows.some((row) => options.only.includes(row));
  const rows: BenchRow[] = [];
  if (wants(1)) rows.push(await firstRow(server, options, tell));
  if (wants(2, 4, 5)) rows.push(...(await dayRows(server, options, tell)));
  if (wants(3)) rows.push(await millionRow(server, options, tell));
  if (options.isFull && wants(6)) rows.push(...(await largeRows(server, tell)));
  if (wants(7)) rows.push(...(await growthRows(server, options, tell)));
  return rows.sort((a, b) => a.row - b.row);
}

async function firstRow(server: BenchServer, options: BenchOptions, tell: Tell): Promise<BenchRow> {
  const pairs = await measureFirst(server, d50, options.runs ?? 3, tell);
  return { row: 1, work: "first sync, D50", target: undefined, pairs };
}

async function dayRows(server: BenchServer, options: BenchOptions, tell: Tell): Promise<readonly BenchRow[]> {
  const wants = (row: number): boolean => options.only.length === 0 || options.only.includes(row);
  const measured = await measureDays(
    server,
    {
      ...{ group: "d50", plan: d50, days: repeat(options.runs ?? 5, onePercent, 0.01) },
      ...{ again: wants(4), shuffled: wants(5) },
    },
    tell,
  );
  const rows: readonly BenchRow[] = [
    { row: 2, work: `${onePercent}, D50`, target: undefined, pairs: measured.days.get(onePercent) ?? [] },
    { row: 4, work: "same bytes again, D50", target: undefined, pairs: measured.again },
    { row: 5, work: "same records in another order, D50", target: 1.5, pairs: measured.shuffled },
  ];
  return rows.filter(({ row, pairs }) => wants(row) && pairs.length > 0);
}

async function millionRow(server: BenchServer, options: BenchOptions, tell: Tell): Promise<BenchRow> {
  const days = repeat(options.runs ?? 5, onePercent, 0.01);
  const plan = scaledD50(2.5);
  const measured = await measureDays(
    server,
    { group: "million", plan, days, again: false, shuffled: false },
    tell,
  );
  const work = `${onePercent}, 1,000,000 enrollments`;
  return { row: 3, work, target: undefined, pairs: measured.days.get(onePercent) ?? [] };
}

async function largeRows(server: BenchServer, tell: Tell): Promise<readonly BenchRow[]> {
  const days = repeat(1, onePercent, 0.01);
  const measured = await measureDays(
    server,
    { group: "d1m", plan: d1m, days, again: false, shuffled: false },
    tell,
  );
  const day = measured.days.get(onePercent) ?? [];
  return [
    { row: 6, work: "first sync, D1M", target: undefined, pairs: [measured.first] },
    { row: 6, work: `${onePercent}, D1M`, target: undefined, pairs: day },
  ];
}

/** The same share and the same number of changes in districts of three sizes, and three shares in one of them. */
async function growthRows(
  server: BenchServer,
  options: BenchOptions,
  tell: Tell,
): Promise<readonly BenchRow[]> {
  const runs = options.runs ?? 3;
  const rows: BenchRow[] = [];
  for (const [name, factor] of [
    ["D50/4", 0.25],
    ["D50", 1],
    ["D50×2", 2],
  ] as const) {
    const plan = scaledD50(factor);
    const days = [
      ...repeat(runs, onePercent, 0.01),
      ...repeat(runs, "day, 2,000 changes", shareOfChanges(plan, 2_000), runs),
      ...(factor === 1 ? repeat(runs, "day, 0.1 % changed", 0.001, 2 * runs) : []),
      ...(factor === 1 ? repeat(runs, "day, 10 % changed", 0.1, 3 * runs) : []),
    ];
    const group = `growth_${factor * 100}`;
    const measured = await measureDays(server, { group, plan, days, again: false, shuffled: false }, tell);
    for (const [label, pairs] of measured.days)
      rows.push({ row: 7, work: `${label}, ${name}`, target: undefined, pairs });
  }
  return rows;
}

/** So many days alike; `from` keeps their seeds apart from those of the days before. */
function repeat(runs: number, label: string, shareChanged: number, from = 0): readonly LabelledDay[] {
  return Array.from({ length: runs }, (_, run) => ({ label, day: { seed: 101 + from + run, shareChanged } }));
}
