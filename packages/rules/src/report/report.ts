import { type GateCode, gateCodes } from "../gate/gate-codes.ts";
import { approveCommand } from "./approve-command.ts";
import { countTable } from "./count-table.ts";
import { findingKinds, findingLines, moreFindings } from "./finding-lines.ts";
import { headline } from "./headline.ts";
import { heldLines } from "./held-lines.ts";
import { messageText, terminalWidth } from "./message-text.ts";
import { counted, formatCount } from "./number-words.ts";
import type { ReportInput } from "./report-input.ts";
import { shortHash } from "./short-hash.ts";

export type { ReportInput } from "./report-input.ts";

/**
 * The report of a run for people; on a usual day it fits one screen. Its parts, as far as there are any: what became of
 * the run, the plan in numbers, what is held and why, what was found in the files, and what to type next.
 *
 * @param width columns of the terminal; commands to be typed stay on one line, however long
 */
export function reportLines(input: ReportInput, width: number = terminalWidth): readonly string[] {
  const parts: readonly (readonly string[])[] = [
    [headline(input), runLine(input)],
    input.outcome === "rejected_input" ? refusal(input, width) : planTable(input),
    isWaiting(input) ? ["Waiting for a person:", ...heldLines(input, width)] : [],
    input.outcome === "rejected_input" ? [] : findingLines(input.findings, width),
    input.next ?? nextLines(input),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ["", ...lines]));
}

/** The gates of a plan that is done are history: nothing of it waits, and nobody is asked. */
function isWaiting({ gates, outcome }: ReportInput): boolean {
  return gates.length > 0 && (outcome === "held" || outcome === "partly_applied");
}

/** `Oak, run 7, 1.2 seconds`. */
function runLine({ district, run, timings }: ReportInput): string {
  const tenths = Math.round(Object.values(timings).reduce((sum, ms) => sum + ms, 0) / 100);
  const took = tenths === 0 ? "" : `, ${formatCount(Math.floor(tenths / 10))}.${tenths % 10} seconds`;
  return `District ${district}, run ${run}${took}`;
}

function planTable({ plan, done, outcome, applied, held }: ReportInput): readonly string[] {
  if (plan === undefined) return [];
  const table = countTable(outcome === "applied" ? (done ?? plan.counts) : plan.counts);
  if (outcome !== "partly_applied" || table.length === 0) return table;
  return [
    `The plan, of which ${formatCount(applied)} of ${counted(applied + held, "change")} are done:`,
    ...table,
  ];
}

/** What stops the files, at full length: these are the lines that somebody has to act on. */
const mostRefusals = 3;
function refusal({ findings }: ReportInput, width: number): readonly string[] {
  const blocking = findingKinds(findings).filter(({ severity }) => severity === "blocking");
  const rest = findings.total - blocking.slice(0, mostRefusals).reduce((sum, { count }) => sum + count, 0);
  return [
    ...blocking.slice(0, mostRefusals).flatMap(({ message }) => messageText(message, width)),
    ...(rest > 0 ? [`… and ${counted(rest, "other finding")}`] : []),
  ];
}

/** Approving these adds everybody a second time, or lets another district's people in. */
export const dissuaded: ReadonlySet<GateCode> = new Set([
  "gate.ids.rekeyed",
  "gate.ids.zeros-lost",
  "gate.district.wrong",
]);
function nextLines(input: ReportInput): readonly string[] {
  const { outcome, run, plan, findings } = input;
  const all: readonly string[] =
    findings.total === 0 ? [] : [`To read ${moreFindings(findings)}:  npx muster run report ${run}`];
  switch (outcome) {
    case "held":
    case "partly_applied":
      return [...(plan === undefined ? [] : decisionLines(input, plan.hash)), ...all];
    case "applied":
    case "undone":
      return [...all, `To take this back:  npx muster undo ${run}`];
    case "rejected_input":
      return ["To check mended files before you send them:  npx muster check <folder or ZIP>", ...all];
    case "superseded":
      return ["To make a new plan, sync again."];
    case "no_changes":
    case "failed":
    case "cancelled":
      return all;
    default:
      return outcome satisfies never;
  }
}

function decisionLines({ gates, isPlanOnly, toConfirm }: ReportInput, hash: string): readonly string[] {
  const short = shortHash(hash);
  if (gates.length === 0) return [`To apply this plan:  npx muster apply ${short}`];
  const holdsAll = gates.some(({ code }) => gateCodes[code] === "plan");
  const isDissuaded = gates.some(({ code }) => dissuaded.has(code));
  return [
    ...(isPlanOnly === true && !holdsAll ? [`To apply what is not held:  npx muster apply ${short}`] : []),
    `To approve ${isDissuaded ? "against this advice" : "what waits"}:  npx muster ${approveCommand(hash, toConfirm)}`,
    "To refuse, do nothing: what waits is not done, and the next files bring a new plan.",
  ];
}
