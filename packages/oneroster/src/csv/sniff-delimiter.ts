import { splitCells } from "./split-cells.ts";
import type { Delimiter } from "./table-file.ts";

const delimiters: readonly Delimiter[] = [",", ";", "\t", "|"];

/**
 * The delimiter of a header. Another one than the comma only when the comma finds a single column and the other
 * finds at least two that are known (Q014, C10). Rows are never asked.
 */
export function sniffDelimiter(header: string, isKnown: (name: string) => boolean): Delimiter {
  if (splitCells(header, ",").cells.length > 1) return ",";
  let best: Delimiter = ",";
  let most = 1;
  for (const delimiter of delimiters) {
    const known = splitCells(header, delimiter).cells.filter(isKnown).length;
    if (known > most) {
      most = known;
      best = delimiter;
    }
  }
  return best;
}
