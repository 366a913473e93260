import type { PackageFormat } from "@muster/oneroster/csv/roster-package.ts";
import { findingMessage } from "@muster/rules/report/message.ts";
import { messageText } from "@muster/rules/report/message-text.ts";
import { counted, formatCount } from "@muster/rules/report/number-words.ts";
import type { Terminal } from "../terminal.ts";
import type { OfflineReport } from "./check-offline.ts";
import type { FindingGroup } from "./finding-tally.ts";

const formatNames: Readonly<Record<PackageFormat, string>> = {
  "oneroster-1.0": "OneRoster 1.0 CSV",
  "oneroster-1.1": "OneRoster 1.1 CSV",
  "oneroster-1.2": "OneRoster 1.2 CSV",
  "three-file": "Three files (users, classes, enrollments)",
  unknown: "No format that Muster knows",
};

/** The report for people: what the files are, how many rows they hold, and every kind of finding in six parts. */
export function printCheck(terminal: Terminal, report: OfflineReport): void {
  const rows = report.files.map(({ table, rows: count }) => `${table} ${formatCount(count)}`);
  terminal.out(terminal.strong([formatNames[report.format], ...rows].join(" · ")));
  terminal.out(countsLine(report.findings));
  for (const { first, count, files } of report.findings) {
    terminal.out("");
    for (const line of messageText(findingMessage(first, { count, files }), terminal.outWidth()))
      terminal.out(line);
  }
  terminal.out("");
  terminal.out(closing(report));
}

function countsLine(findings: readonly FindingGroup[]): string {
  if (findings.length === 0) return "Nothing to complain of.";
  const sum = (severity: string): number =>
    findings.filter((group) => group.severity === severity).reduce((total, group) => total + group.count, 0);
  const blocking = `${formatCount(sum("blocking"))} blocking`;
  return [
    blocking,
    ...[counted(sum("error"), "error"), counted(sum("warning"), "warning"), counted(sum("info"), "note")],
  ].join(" · ");
}

function closing({ isRejected, files }: OfflineReport): string {
  if (isRejected) return "A sync would refuse these files as they are. Nothing was stored or sent.";
  const leftOut = files.reduce((total, file) => total + file.leftOut, 0);
  const unplaced = files.reduce((total, file) => total + file.unplaced, 0);
  const without = leftOut === 0 ? "" : ` and leave out ${counted(leftOut, "row")} that it cannot use`;
  const beside =
    unplaced === 0
      ? ""
      : ` ${counted(unplaced, "more row")} would come in nowhere: no school has them, or no role fits.`;
  return `A sync would take these files${without}.${beside} Nothing was stored or sent.`;
}

/** The same for programs. */
export function checkDocument(report: OfflineReport): Readonly<Record<string, unknown>> {
  const bySeverity: Record<string, number> = { blocking: 0, error: 0, warning: 0, info: 0 };
  for (const { severity, count } of report.findings)
    bySeverity[severity] = (bySeverity[severity] ?? 0) + count;
  return {
    outcome: report.isRejected ? "rejected_input" : "accepted",
    ...{ format: report.format, files: report.files, setAside: report.setAside },
    findings: {
      total: report.findings.reduce((total, { count }) => total + count, 0),
      bySeverity,
      byCode: Object.fromEntries(report.findings.map(({ code, count }) => [code, count])),
      groups: report.findings.map(({ code, severity, count, files, first }) => ({
        ...{ code, severity, count, files, first },
        message: findingMessage(first, { count, files }),
      })),
    },
  };
}
