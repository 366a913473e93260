import { type CheckResult, checkResult } from "./check-result.ts";
import { maskSource } from "./mask-source.ts";
import { isCode, isTest, lineAt, type SourceFile, type Violation } from "./source-file.ts";

/** The tables that define codes. Each is an object literal whose keys are the codes. */
const tables: readonly { readonly path: string; readonly name: string; readonly isSpare?: true }[] = [
  { path: "packages/oneroster/src/model/diagnostic-codes.ts", name: "diagnosticCodes" },
  { path: "packages/rules/src/check/finding-codes.ts", name: "findingCodes" },
  { path: "packages/rules/src/gate/gate-codes.ts", name: "gateCodes" },
  // What a page says where no server answers is thrown by none.
  {
    ...{ path: "packages/rules/src/report/wording/console-fault-words.ts", name: "consoleFaultWords" },
    isSpare: true,
  },
];
const wordingPlace = /^packages\/rules\/src\/report\/wording(?:\/[\w/-]+)?\.ts$/;
const pagePlace = /^docs\/codes\/([^/]+)\.md$/;
/** `<noun>.<attribute>.<condition>`, each in small letters with hyphens. */
const codeForm = /^[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*){2}$/;
const notCodes = new Set(["README"]);

/** A code and where it is defined. */
export interface DefinedCode extends Violation {
  readonly code: string;
}

/**
 * Holds every code to three things: its form `<noun>.<attribute>.<condition>`, a page under docs/codes, and
 * words under packages/rules/src/report/wording. Faults count with the tables: they are what an operator sees.
 * A table, the pages or the words that are not written yet are noted, not refused.
 */
export function checkCodes(files: readonly SourceFile[]): CheckResult {
  const { codes, problems, notes } = definedCodes(files);
  const violations = [...problems, ...misshapen(codes), ...twice(codes)];
  violations.push(...withoutPage(files, codes, notes), ...withoutWords(files, codes, notes));
  const isSkipped = codes.length === 0 && problems.length === 0;
  return { ...checkResult("codes", codes.length, violations, notes), isSkipped };
}

/** Every code that the tables define and every code of a fault, with what stood in the way of finding them. */
export function definedCodes(files: readonly SourceFile[]): {
  readonly codes: readonly DefinedCode[];
  readonly problems: readonly Violation[];
  readonly notes: string[];
} {
  const notes: string[] = [];
  const problems: Violation[] = [];
  const codes: DefinedCode[] = [];
  for (const table of tables) {
    const file = files.find(({ path }) => path === table.path);
    if (file === undefined && table.isSpare === true) continue;
    if (file === undefined) notes.push(`${table.path} is not there yet`);
    else codes.push(...codesOfTable(file, table.name, problems));
  }
  for (const file of files) if (isFaultPlace(file.path)) codes.push(...codesOfFaults(file, problems));
  return { codes, problems, notes };
}

function codesOfTable(file: SourceFile, name: string, problems: Violation[]): readonly DefinedCode[] {
  const { path, text } = file;
  const { code } = maskSource(text);
  const at = code.search(new RegExp(`\\b(?:const)\\s+${name}\\b`));
  const open = at === -1 ? -1 : code.indexOf("{", code.indexOf("=", at));
  const found = open === -1 ? [] : keysOf(file, code, open);
  if (found.length === 0)
    problems.push({ path, line: 0, text: `no code found in ${name}: write it as a literal` });
  return found;
}

/** The quoted keys of the object literal that opens at `open`, not those of objects inside it. */
function keysOf({ path, text }: SourceFile, code: string, open: number): readonly DefinedCode[] {
  const found: DefinedCode[] = [];
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    const char = code[at] ?? "";
    if ("{[(".includes(char)) depth += 1;
    if ("}])".includes(char)) depth -= 1;
    if (depth === 0) break;
    if (char !== '"' && char !== "'") continue;
    const end = code.indexOf(char, at + 1);
    if (depth === 1 && /^\s*:/.test(code.slice(end + 1, end + 20))) {
      const key = text.slice(at + 1, end);
      found.push({ path, line: lineAt(text, at), text: "", code: key });
    }
    at = end;
  }
  return found;
}

function isFaultPlace(path: string): boolean {
  return /^(?:packages\/sync|apps\/[^/]+)\/src\//.test(path) && isCode(path) && !isTest(path);
}

/**
 * The codes of the faults a file throws. Where one is taken from a table (`new Fault(known.code, …)`), every
 * string of that file that has a code's form counts, and there must be one.
 */
function codesOfFaults({ path, text }: SourceFile, problems: Violation[]): readonly DefinedCode[] {
  const { code } = maskSource(text);
  const found: DefinedCode[] = [];
  for (const match of code.matchAll(/\bnew\s+Fault\s*\(\s*(?:\{\s*code\s*:\s*)?(["'])?/g)) {
    const line = lineAt(text, match.index);
    const start = match.index + match[0].length;
    if (match[1] !== undefined) {
      found.push({ path, line, text: "", code: text.slice(start, code.indexOf(match[1], start)) });
      continue;
    }
    const listed = codeStrings({ path, text }, code);
    found.push(...listed);
    if (listed.length === 0)
      problems.push({ path, line, text: "no code for this fault can be found in its file" });
  }
  return found;
}

function codeStrings({ path, text }: SourceFile, code: string): readonly DefinedCode[] {
  return [...code.matchAll(/(["'])[^"'\n]*\1/g)].flatMap((match) => {
    const inside = text.slice(match.index + 1, match.index + match[0].length - 1);
    return codeForm.test(inside) ? [{ path, line: lineAt(text, match.index), text: "", code: inside }] : [];
  });
}

function misshapen(codes: readonly DefinedCode[]): readonly Violation[] {
  return codes
    .filter(({ code }) => !codeForm.test(code))
    .map(({ path, line, code }) => ({ path, line, text: `${code} is not <noun>.<attribute>.<condition>` }));
}

/** One code is defined in one table; a fault may be thrown in several places. */
function twice(codes: readonly DefinedCode[]): readonly Violation[] {
  const first = new Map<string, DefinedCode>();
  const isTable = (one: DefinedCode): boolean => tables.some(({ path }) => path === one.path);
  return codes.flatMap((one) => {
    const before = first.get(one.code);
    if (before === undefined) first.set(one.code, one);
    if (before === undefined || !(isTable(before) || isTable(one))) return [];
    return [{ path: one.path, line: one.line, text: `${one.code} is already defined in ${before.path}` }];
  });
}

function withoutPage(
  files: readonly SourceFile[],
  codes: readonly DefinedCode[],
  notes: string[],
): readonly Violation[] {
  const pages = files.flatMap(({ path }) => {
    const name = pagePlace.exec(path)?.[1];
    return name === undefined || notCodes.has(name) ? [] : [{ path, name }];
  });
  if (pages.length === 0) {
    notes.push("docs/codes has no page yet: pages are not checked");
    return [];
  }
  const names = new Set(pages.map(({ name }) => name));
  const defined = new Set(codes.map(({ code }) => code));
  const missing = firstOfEach(codes).filter(({ code }) => !names.has(code));
  return [
    ...missing.map(({ path, line, code }) => ({
      path,
      line,
      text: `${code} has no page docs/codes/${code}.md`,
    })),
    ...pages
      .filter(({ name }) => !defined.has(name))
      .map(({ path }) => ({ path, line: 0, text: "is a page about a code that nothing defines" })),
  ];
}

function withoutWords(
  files: readonly SourceFile[],
  codes: readonly DefinedCode[],
  notes: string[],
): readonly Violation[] {
  const texts = files.filter(({ path }) => wordingPlace.test(path) && !isTest(path)).map(({ text }) => text);
  if (texts.length === 0) {
    notes.push("packages/rules/src/report/wording is not there yet: words are not checked");
    return [];
  }
  const worded = new Set(
    texts.flatMap((text) => [...text.matchAll(/["']([a-z0-9.-]+)["']\s*:/g)].map((m) => m[1])),
  );
  return firstOfEach(codes)
    .filter(({ code }) => !worded.has(code))
    .map(({ path, line, code }) => ({ path, line, text: `${code} has no words in rules/report/wording` }));
}

function firstOfEach(codes: readonly DefinedCode[]): readonly DefinedCode[] {
  return [...new Map([...codes].reverse().map((one) => [one.code, one])).values()].reverse();
}
