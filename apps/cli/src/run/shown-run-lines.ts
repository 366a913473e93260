import { countTable } from "@muster/rules/report/count-table.ts";
import { counted, formatCount } from "@muster/rules/report/number-words.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { recordNouns } from "@muster/rules/report/wording/record-words.ts";
import type { FindingCount, RunSlice, ShownRun } from "@muster/sync/directory/runs.ts";
import { clockTime } from "../clock-time.ts";
import { wholeHoldLines } from "./whole-hold-lines.ts";

/** The type is text from the database; what is not among our words stands as it is. */
const nouns: ReadonlyMap<string, string> = new Map(Object.entries(recordNouns));

/** One run on a screen: what it was, its plan in numbers, what was held, what was found. */
export function shownRunLines(shown: ShownRun): readonly string[] {
  const parts: readonly (readonly string[])[] = [
    headLines(shown),
    shown.counts === null ? [] : countTable(shown.counts),
    wholeHoldLines(shown),
    heldLines(shown.slices),
    shown.findings.length === 0 ? [] : ["Findings:", ...shown.findings.map(findingLine)],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, at) => (at === 0 ? lines : ["", ...lines]));
}

function headLines(shown: ShownRun): readonly string[] {
  const source = shown.source === null ? "" : ` of ${shown.source}`;
  const ended = shown.endedAt === null ? standingText(shown) : (shown.outcome ?? "");
  return [
    `Run ${shown.run}: ${shown.kind}${source}, ${ended}`,
    `Started ${clockTime(shown.startedAt)} by ${shown.operator}${durationText(shown)}`,
    ...(shown.planHash === null ? [] : [planLine(shown, shown.planHash)]),
    ...(shown.snapshot === null
      ? []
      : [`Files of ${clockTime(shown.snapshot.takenAt)}, ${shown.snapshot.standing}`]),
    ...(shown.undoes === null ? [] : [`It takes back run ${shown.undoes}.`]),
    ...(shown.undoneBy === null ? [] : [`Taken back by run ${shown.undoneBy}.`]),
  ];
}

/** A run that nobody has closed yet. */
function standingText({ state, stage, outcome }: ShownRun): string {
  if (state !== "died") return `under way: ${stage}`;
  return outcome === null
    ? `died; the last step it told of was: ${stage}. Nothing was changed, and the next run starts anew`
    : `${outcome}, and died before it could say so`;
}

function durationText({ startedAt, endedAt }: ShownRun): string {
  if (endedAt === null) return "";
  const tenths = Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 100);
  return `, ${formatCount(Math.floor(tenths / 10))}.${tenths % 10} seconds`;
}

function planLine({ applied, waiting, planState }: ShownRun, hash: string): string {
  if (planState === "shown") return `Plan ${shortHash(hash)}: somebody looked at it, nothing of it waits`;
  return `Plan ${shortHash(hash)} (${planState}): ${counted(applied, "change")} applied by this run, ${formatCount(waiting)} not applied`;
}

/** Slices that a gate held, with what became of them since. */
function heldLines(slices: readonly RunSlice[]): readonly string[] {
  const held = slices.filter((slice) => slice.verdict === "hold");
  return held.length === 0 ? [] : ["Held:", ...held.map(heldLine)];
}

function heldLine(slice: RunSlice): string {
  const what = `${counted(slice.changes, slice.kind)} of ${counted(slice.base, nouns.get(slice.type) ?? slice.type)}`;
  const where = slice.school === "" ? "" : ` at ${slice.school}`;
  const why = slice.gates.map(({ code, observed, limit }) => `${code} ${observed} > ${limit}`).join(", ");
  return `  ${what}${where} (${why || "the whole plan is held"})${approvalText(slice)}`;
}

function approvalText({ appliedInRun, approvedBy, approvedFor }: RunSlice): string {
  if (appliedInRun === null) return "";
  const by = approvedBy === null ? "" : ` by ${approvedBy}: ${approvedFor}`;
  return `: applied in run ${appliedInRun}${by}`;
}

function findingLine({ severity, code, count, file, line }: FindingCount): string {
  const place = line === null ? file : `${file}, row ${line}`;
  return `  ${severity.padEnd(9)}${formatCount(count).padStart(7)}  ${code}  first: ${place}`;
}
