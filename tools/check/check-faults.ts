import { type CheckResult, checkResult } from "./check-result.ts";
import { type FaultCase, type FaultTest, faultGroups, faultTable, readFaultList } from "./fault-list.ts";
import type { SourceFile, Violation } from "./source-file.ts";

/** The guide whose table is drawn from the lists, between these two marks. */
export const faultGuide = "docs/guides/what-can-go-wrong.md";
const opening = "<!-- cases: npm run faults -->\n";
const closing = "\n<!-- end of cases -->";

/**
 * Holds the lists of what can go wrong (fixtures/faults) to the tests: every case of a group once, each with a
 * test that exists under that very title and a story that ends as the list says; and the guide to the lists.
 * A list that is not written yet is noted.
 */
export function checkFaults(files: readonly SourceFile[]): CheckResult {
  const { lists, problems, notes } = readLists(files);
  const violations = [...problems];
  for (const [at, cases] of lists.entries()) {
    const group = faultGroups[at];
    if (group === undefined || cases === undefined) continue;
    violations.push(
      ...wrongCases(group, cases),
      ...cases.flatMap((one) => wrongTests(group.path, one, files)),
    );
  }
  const seen = lists.reduce((sum, cases) => sum + (cases?.length ?? 0), 0);
  const isSkipped = lists.every((cases) => cases === undefined);
  if (!isSkipped) violations.push(...wrongGuide(files));
  return { ...checkResult("faults", seen, violations, notes), isSkipped };
}

/** The guide with the table that the lists give; undefined where it is missing or has lost its marks. */
export function guideWithTable(files: readonly SourceFile[]): string | undefined {
  const text = files.find(({ path }) => path === faultGuide)?.text;
  const from = text?.indexOf(opening) ?? -1;
  const to = text?.indexOf(closing, from) ?? -1;
  if (text === undefined || from === -1 || to === -1) return undefined;
  const table = faultTable(readLists(files).lists.map((cases) => cases ?? []));
  return `${text.slice(0, from + opening.length)}\n${table}\n${text.slice(to)}`;
}

interface ReadLists {
  /** In the order of the groups; undefined where the file is not there. */
  readonly lists: readonly (readonly FaultCase[] | undefined)[];
  readonly problems: readonly Violation[];
  readonly notes: readonly string[];
}

function readLists(files: readonly SourceFile[]): ReadLists {
  const problems: Violation[] = [];
  const notes: string[] = [];
  const lists = faultGroups.map(({ path }) => {
    const file = files.find((one) => one.path === path);
    if (file === undefined) notes.push(`${path} is not there yet`);
    return file === undefined ? undefined : readFaultList(file, problems);
  });
  return { lists, problems, notes };
}

type Group = (typeof faultGroups)[number];

/** Cases that are missing, doubled, of another group, or without a test. */
function wrongCases(group: Group, cases: readonly FaultCase[]): readonly Violation[] {
  const wanted = Array.from(
    { length: group.cases },
    (_, at) => `${group.letter}${String(at + 1).padStart(2, "0")}`,
  );
  const ids = cases.map((one) => one.case);
  const texts = [
    ...wanted.filter((id) => !ids.includes(id)).map((id) => `${id} is missing`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} is listed twice`),
    ...ids.filter((id) => !wanted.some((one) => one === id)).map((id) => `${id} is no case of this group`),
    ...cases.filter(({ tests }) => tests.length === 0).map((one) => `${one.case} has no test`),
  ];
  return texts.map((text) => ({ path: group.path, line: 0, text }));
}

function wrongTests(path: string, one: FaultCase, files: readonly SourceFile[]): readonly Violation[] {
  const missing = one.tests.flatMap((test) => missingTest(test, files) ?? []);
  const stories = one.tests.flatMap((test) =>
    "folder" in test ? (storyOf(test.folder, files)?.text ?? []) : [],
  );
  const isOtherwise = one.tests.length === 0 || stories.length < one.tests.length;
  const isTold = isOtherwise || stories.some((text) => endsAs(text, one.outcome));
  const other = isTold ? [] : [`no story of it says "outcome": "${one.outcome}"`];
  return [...missing, ...other].map((text) => ({ path, line: 0, text: `${one.case}: ${text}` }));
}

/** What is wrong with a test that is named; undefined when it is there. */
function missingTest(test: FaultTest, files: readonly SourceFile[]): string | undefined {
  if ("folder" in test) {
    const isCase = test.folder.startsWith("fixtures/cases/") && storyOf(test.folder, files) !== undefined;
    return isCase ? undefined : `${test.folder} is no folder of fixtures/cases with a case.json`;
  }
  const file = files.find(({ path }) => path === test.file);
  if (file === undefined || !/(?:\.test|-suite)\.ts$/.test(test.file)) return `${test.file} is no test file`;
  return hasTest(file.text, test.title) ? undefined : `${test.file} has no test "${test.title}"`;
}

/** True when a test is called exactly so: in a call of `test`, or in a list of titles with their tests. */
function hasTest(text: string, title: string): boolean {
  return ['"', "'", "`"].some((quote) => {
    const written = `${quote}${title.replaceAll(quote, `\\${quote}`)}${quote}`;
    for (let at = text.indexOf(written); at !== -1; at = text.indexOf(written, at + 1)) {
      if (/(?:\btest\(|[[{,])\s*$/.test(text.slice(Math.max(0, at - 40), at))) return true;
    }
    return false;
  });
}

function storyOf(folder: string, files: readonly SourceFile[]): SourceFile | undefined {
  return files.find(({ path }) => path === `${folder}/case.json`);
}

function endsAs(story: string, outcome: string): boolean {
  return story.includes(`"outcome": "${outcome}"`);
}

function wrongGuide(files: readonly SourceFile[]): readonly Violation[] {
  const wanted = guideWithTable(files);
  const refuse = (text: string): readonly Violation[] => [{ path: faultGuide, line: 0, text }];
  if (wanted === undefined) return refuse("is missing, or has lost the marks around its table");
  const isSame = files.some(({ path, text }) => path === faultGuide && text === wanted);
  return isSame ? [] : refuse("does not say what fixtures/faults says: npm run faults");
}
