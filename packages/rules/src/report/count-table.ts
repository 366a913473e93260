import { type Action, recordTypes } from "../model/entities.ts";
import type { Counts } from "../plan/tally.ts";
import { formatCount, plural } from "./number-words.ts";
import { recordNouns } from "./wording/record-words.ts";

const columns: readonly { readonly action: Action; readonly title: string }[] = [
  { action: "create", title: "added" },
  { action: "update", title: "changed" },
  { action: "archive", title: "gone" },
  { action: "restore", title: "back" },
  { action: "keep", title: "unchanged" },
];
const leastWidth = 9;

/** A plan in numbers: a line for each type of record that there is, a column for each thing that happens. */
export function countTable(counts: Counts): readonly string[] {
  const rows = recordTypes
    .filter((type) => columns.some(({ action }) => counts[type][action] > 0))
    .map((type) => [
      plural(recordNouns[type]),
      ...columns.map(({ action }) => formatCount(counts[type][action])),
    ]);
  if (rows.length === 0) return [];
  const table = [["", ...columns.map(({ title }) => title)], ...rows];
  const widths = ["", ...columns].map((_, at) => Math.max(...table.map((row) => (row[at] ?? "").length)));
  return table.map((row) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? 0;
        return at === 0 ? `  ${cell.padEnd(width)}` : cell.padStart(Math.max(leastWidth, width) + 1);
      })
      .join(""),
  );
}
