import type { SourceFile, Violation } from "./source-file.ts";

/** The groups of the fault catalogue that are listed, each with its cases and the file that lists them. */
export const faultGroups = [
  { letter: "A", cases: 30, path: "fixtures/faults/arrival.json", title: "Files on their way" },
  { letter: "B", cases: 12, path: "fixtures/faults/archive.json", title: "Archives" },
  { letter: "I", cases: 20, path: "fixtures/faults/remote.json", title: "Servers that are asked" },
  { letter: "J", cases: 16, path: "fixtures/faults/work.json", title: "Work, database, several at once" },
] as const;

/**
 * What comes of a case, a closed list. The first five are outcomes of a run as a report has them, `told` is a
 * word to the owners or operators while nothing changes, `refused` happens at a door, before there is a run.
 */
const outcomes = [
  "applied",
  "no_changes",
  "partly_applied",
  "held",
  "rejected_input",
  "failed",
  "waiting",
  "refused",
  "told",
  "cancelled",
  "superseded",
] as const;
export type FaultOutcome = (typeof outcomes)[number];

/** A test of one case: a titled test in a file, or a folder under fixtures/cases that a test walks. */
export type FaultTest = { readonly file: string; readonly title: string } | { readonly folder: string };

/** One case of the catalogue: what goes wrong, what comes of it, and the tests that show it. */
export interface FaultCase {
  readonly case: string;
  readonly what: string;
  readonly outcome: FaultOutcome;
  readonly tests: readonly FaultTest[];
  /** What a reader should know: where ours differs from the first thought, or stands in for a door to come. */
  readonly note?: string;
}

/**
 * Reads one list. An entry that does not have the form is left out and told in `problems`; so is a word that
 * no entry may have.
 */
export function readFaultList(file: SourceFile, problems: Violation[]): readonly FaultCase[] {
  const told = (text: string): void => void problems.push({ path: file.path, line: 0, text });
  const entries = parsed(file.text);
  if (!Array.isArray(entries)) {
    told("is no JSON array");
    return [];
  }
  return entries.flatMap((entry: unknown, at) => {
    if (isFaultCase(entry)) return [entry];
    const name = isRecord(entry) && typeof entry.case === "string" ? entry.case : `entry ${at + 1}`;
    told(
      `${name} needs case, what, one of the outcomes, tests (file and title, or folder), and nothing else`,
    );
    return [];
  });
}

/** The table of the guide, in Markdown: one part a group, one row a case, as many rows as there are cases. */
export function faultTable(lists: readonly (readonly FaultCase[])[]): string {
  const parts = faultGroups.flatMap((group, at) => {
    const cases = lists[at] ?? [];
    if (cases.length === 0) return [];
    const head = ["| Case | What happens | Outcome | Shown by |", "|---|---|---|---|"];
    return [[`### ${group.title}: ${cases.length} cases`, "", ...head, ...cases.map(row)].join("\n")];
  });
  return parts.join("\n\n");
}

function row({ case: id, what, outcome, tests, note }: FaultCase): string {
  const shown = tests.map((test) => ("folder" in test ? `\`${test.folder}\`` : `\`${test.file}\``));
  const said = note === undefined ? what : `${what} *${note}*`;
  return `| ${id} | ${said} | ${outcome} | ${[...new Set(shown)].join(", ")} |`;
}

function isFaultCase(value: unknown): value is FaultCase {
  if (!isRecord(value) || !onlyHas(value, ["case", "what", "outcome", "tests", "note"])) return false;
  const { what, outcome, tests, note } = value;
  const isSaid = isLine(value.case) && isLine(what) && (note === undefined || isLine(note));
  const isKnown = outcomes.some((known) => known === outcome);
  return isSaid && isKnown && Array.isArray(tests) && tests.every(isFaultTest);
}

function isFaultTest(value: unknown): value is FaultTest {
  if (!isRecord(value)) return false;
  if ("folder" in value) return onlyHas(value, ["folder"]) && isLine(value.folder);
  return onlyHas(value, ["file", "title"]) && isLine(value.file) && isLine(value.title);
}

/** True for a text that fits into a cell of the table. */
function isLine(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "" && !/[\n|]/.test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function onlyHas(value: Readonly<Record<string, unknown>>, keys: readonly string[]): boolean {
  return Object.keys(value).every((key) => keys.includes(key));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
