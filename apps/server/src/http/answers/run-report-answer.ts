import type { showRun } from "@muster/api/resource/run.ts";
import type { Answered } from "@muster/api/route.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import { faultMessage, findingMessage, gateMessage } from "@muster/rules/report/message.ts";
import type { RunReport } from "@muster/sync/report/run-report.ts";
import { storedResult } from "@muster/sync/report/stored-result.ts";
import { nounOf, tellGates, tellRun } from "./run-told.ts";

/** So many slices are told; the plan's page has all of them. */
const mostSlices = 200;

/** A run as its page shows it. */
export function reportAnswer(
  report: RunReport,
  schoolIds: readonly number[] | undefined,
): Answered<typeof showRun> {
  const isOfSchools = schoolIds !== undefined;
  const result = storedResult(report.result);
  const { laterRuns, outcome, applied, undoneBy } = report;
  const { fault } = result;
  const nowhere = { schoolName: () => "" };
  return {
    ...report,
    ...tellRun(report, isOfSchools, laterRuns),
    // An undo is of the whole run: who sees certain schools cannot judge it.
    canUndo: applied > 0 && undoneBy === null && report.state === "finished" && !isOfSchools,
    laterRuns: [...laterRuns],
    gates: isOfSchools || outcome === null ? [] : result.wholeGates.map((gate) => gateMessage(gate, nowhere)),
    slices: report.slices.slice(0, mostSlices).map((slice) => sliceAnswer(report, slice)),
    sliceTotal: report.slices.length,
    findings: findingsAnswer(report),
    fault: fault === undefined ? null : faultMessage(fault),
    timings: [...stageTitles].flatMap(([stage, title]) => {
      const ms = result.timings[stage];
      return ms === undefined ? [] : [{ stage, title, ms }];
    }),
    evidence: evidenceAnswer(report, isOfSchools),
  };
}

const stageTitles: ReadonlyMap<string, string> = new Map([
  ["collect", "Fetch"],
  ["read", "Read"],
  ["check", "Check"],
  ["plan", "Compare"],
  ["gate", "Limits"],
  ["apply", "Apply"],
  ["verify", "Verify"],
  ["report", "Report"],
]);

type Slice = RunReport["slices"][number];

function sliceAnswer(
  { planState, isStale, schoolNames }: RunReport,
  slice: Slice,
): Answered<typeof showRun>["slices"][number] {
  const isOpen = (planState === "sealed" || planState === "partly_applied") && !isStale;
  return {
    ...slice,
    noun: nounOf(slice.type),
    standing: slice.appliedInRun !== null ? "applied" : isOpen ? "waits" : "left",
    gates: tellGates(slice, schoolNames),
  };
}

/** Every code once, with the words for its first place. */
function findingsAnswer({ findings, first }: RunReport): Answered<typeof showRun>["findings"] {
  const byCode = new Map<string, Finding>(first.map((finding) => [finding.code, finding]));
  return findings.flatMap(({ code, severity, count }) => {
    const finding = byCode.get(code);
    if (finding === undefined) return [];
    const told = { severity: severity as Finding["severity"], count };
    return [{ ...told, message: findingMessage(finding, { count, files: [finding.file] }) }];
  });
}

function evidenceAnswer({ evidence }: RunReport, isOfSchools: boolean): Answered<typeof showRun>["evidence"] {
  if (evidence === undefined || isOfSchools) return null;
  const { takenAt, contentHash, format, standing, files, tables } = evidence;
  return {
    ...{ takenAt, contentHash, format, standing },
    files: files.map(({ path, size, sha256, modifiedAt }) => ({
      ...{ path, size, sha256, modifiedAt: modifiedAt ?? null },
    })),
    tables: Object.entries(tables).map(([table, { file, received, leftOut }]) => ({
      ...{ table, file, received, leftOut },
    })),
  };
}
