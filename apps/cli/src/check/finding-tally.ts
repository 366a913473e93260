import type { Severity } from "@muster/oneroster/model/diagnostic.ts";
import type { Finding, FindingCode } from "@muster/rules/check/finding.ts";

/** All findings of one code: how many, the first of them to show, and the files they stand in. */
export interface FindingGroup {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly count: number;
  readonly first: Finding;
  readonly files: readonly string[];
}

/** Counts findings as they come, so that a million of them take no more memory than one of each kind. */
export interface FindingTally {
  readonly add: (finding: Finding) => void;
  /** The worst first, and of equally bad ones the most frequent. */
  readonly groups: () => readonly FindingGroup[];
}

const order: readonly Severity[] = ["blocking", "error", "warning", "info"];

export function startFindingTally(): FindingTally {
  const groups = new Map<
    FindingCode,
    { count: number; readonly first: Finding; readonly files: Set<string> }
  >();
  return {
    add: (finding) => {
      const group = groups.get(finding.code);
      if (group === undefined)
        groups.set(finding.code, { count: 1, first: finding, files: new Set([finding.file]) });
      else {
        group.count += 1;
        group.files.add(finding.file);
      }
    },
    groups: () =>
      [...groups]
        .map(([code, { count, first, files }]) => ({
          ...{ code, severity: first.severity, count, first },
          files: [...files],
        }))
        .sort(
          (a, b) =>
            order.indexOf(a.severity) - order.indexOf(b.severity) ||
            b.count - a.count ||
            compare(a.code, b.code),
        ),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
