import type { Finding, FindingCode } from "../check/finding.ts";
import { severityOrder } from "../check/finding.ts";
import { findingMessage, type Message } from "./message.ts";
import { indented } from "./message-text.ts";
import { counted, formatCount, listWords } from "./number-words.ts";
import type { ReportedFindings } from "./report-input.ts";

const nouns = { blocking: "blocking problem", error: "error", warning: "warning", info: "note" };
const labels = { blocking: "STOP", error: "error", warning: "warning", info: "note" };
/** So many kinds fit on a screen beside the rest of the report. */
const mostKinds = 5;

/** Findings by code, the worst and the most frequent first: what, the first place, what to do. Notes are counted. */
export function findingLines(findings: ReportedFindings, width: number): readonly string[] {
  if (findings.total === 0) return [];
  const kinds = findingKinds(findings);
  const shown = kinds.filter(({ severity }) => severity !== "info").slice(0, mostKinds);
  const rest = kinds.length - shown.length;
  return [
    `Findings: ${severityWords(findings)}`,
    ...shown.flatMap(({ severity, message }) => kindLines(labels[severity], message, width)),
    ...(rest > 0 && shown.length > 0 ? [`  … and ${counted(rest, "more kind")}`] : []),
  ];
}

interface FindingKind {
  readonly severity: Finding["severity"];
  readonly count: number;
  readonly message: Message;
}

/** One message for each code, in the order in which they should be mended. */
export function findingKinds(findings: ReportedFindings): readonly FindingKind[] {
  const kinds = [...Map.groupBy(findings.first, ({ code }) => code)].flatMap(([code, some]) => {
    const [first] = some;
    if (first === undefined) return [];
    const count = findings.byCode[code] ?? some.length;
    const message = findingMessage(first, { count, files: knownFiles(code, some, count) });
    return [{ severity: first.severity, count, message }];
  });
  return kinds.sort(
    (a, b) => severityOrder.indexOf(a.severity) - severityOrder.indexOf(b.severity) || b.count - a.count,
  );
}

/** The files of all findings of a code, or none where only some are known and the others may be elsewhere. */
function knownFiles(code: FindingCode, some: readonly Finding[], count: number): readonly string[] {
  const isOfAnyFile = code.startsWith("row.") || code.startsWith("value.") || code.startsWith("file.");
  return isOfAnyFile && some.length < count ? [] : [...new Set(some.map(({ file }) => file))];
}

function severityWords({ bySeverity }: ReportedFindings): string {
  return listWords(
    severityOrder.flatMap((severity) => {
      const count = bySeverity[severity] ?? 0;
      return count === 0 ? [] : [counted(count, nouns[severity])];
    }),
  );
}

function kindLines(label: string, message: Message, width: number): readonly string[] {
  const { what, code, where, fix } = message;
  const [first = "", ...rest] = indented(`${what}  [${code}]`, 10, width);
  return [
    ...[`  ${label.padEnd(8)}${first.trimStart()}`, ...rest],
    ...[...indented(where, 10, width), ...indented(fix, 10, width)],
  ];
}

/** For a line that says where to read them. */
export function moreFindings({ total }: ReportedFindings): string {
  return total === 1 ? "the finding" : `all ${formatCount(total)} findings`;
}
