import { type CheckResult, checkResult } from "./check-result.ts";
import { maskSource } from "./mask-source.ts";
import { withoutCode } from "./read-document.ts";
import { isCode, isDocument, lineAt, type SourceFile, type Violation } from "./source-file.ts";

/** A word that stands where the rule would refuse it, with the reason. One that is no longer needed is refused. */
export interface WordException {
  readonly path: string;
  readonly word: string;
  readonly reason: string;
}

const exceptions: readonly WordException[] = [
  {
    path: "packages/sync/src/plan/plan-guardianships.ts",
    word: "student_id",
    reason: "a column of our own table guardianship, which holds our ids",
  },
];

/** Folders and files named for nothing in particular: everything ends up in them. */
const drawerFile = /^(?:utils?|helpers?|common|misc|shared|managers?|services?|legacy|refactored|v\d+)$/;
const drawerName =
  /(?:^|[a-z0-9_])(?:Utils?|Helpers?|Misc|Manager|Service)$|^(?:utils?|helpers?|common|misc|shared)$/i;
const oldName =
  /[a-z]V[2-9]\d*$|(?:^|[a-z])(?:Legacy|Refactored)(?:[A-Z]|$)|^(?:legacy|refactored)(?:[A-Z]|$)/;
const idName = /^(?:sis_?id|ext(?:ernal)?_?id|student_id|\w+(?:SisId|ExternalId))$/i;
const vendorName = /^sections?$|^section(?:s?[A-Z]\w*|_\w+)$|^Sections?(?:[A-Z]\w*)?$/;
/** Where a vendor's words are at home. */
const vendorPlaces =
  /^(?:packages\/sync\/src\/source\/[^/]+\/|packages\/sandbox\/src\/stand-in\/(?:clever|classlink)\/|fixtures\/vendors\/)/;

const declared = /\b(?:function\*?|const|let|var|class|interface|type)\s+([\w$]+)/g;
/** What a reader meets from outside. A local of three lines may be called `common`; a module's may not. */
const visible =
  /^(?:export\s+)?(?:const|let|var)\s+([\w$]+)|\b(?:function\*?|class|interface|type)\s+([\w$]+)/gm;
const vagueFunction =
  /\bfunction\*?\s+((?:handle|process|manage)(?:[A-Z]\w*)?)\b|\b(?:const|let)\s+((?:handle|process|manage)[A-Z]\w*)\s*=\s*(?:async\b|\(|function\b|\w+\s*=>)/g;

/** The check as it runs on the repository. */
export function checkWords(files: readonly SourceFile[]): CheckResult {
  return checkWordsWith(
    files,
    exceptions.filter((one) => files.some((file) => file.path === one.path)),
  );
}

/**
 * Holds names to GLOSSARY.md and STYLE.md: no drawers, no names that say "the newer one", OneRoster's word for a
 * source's key, vendors' words in their vendor's folder alone, and no marks but `@NOTE` and `@TODO(#issue)`.
 */
export function checkWordsWith(files: readonly SourceFile[], allowed: readonly WordException[]): CheckResult {
  const read = files.filter(({ path }) => isCode(path) || isDocument(path));
  const used = new Set<WordException>();
  const violations: Violation[] = [];
  for (const file of read) {
    const found = isCode(file.path)
      ? [
          ...namesOfPath(file.path),
          ...namesOfCode(file),
          ...marksOf(file.path, maskSource(file.text).comments),
        ]
      : marksOf(file.path, withoutCode(file.text));
    for (const one of found) {
      const exception = allowed.find(({ path, word }) => path === one.path && word === one.word);
      if (exception !== undefined) used.add(exception);
      else violations.push({ path: one.path, line: one.line, text: one.text });
    }
  }
  for (const one of allowed) {
    if (used.has(one)) continue;
    violations.push({ path: one.path, line: 0, text: `the exception for ${one.word} is no longer needed` });
  }
  return checkResult("words", read.length, violations);
}

interface Found extends Violation {
  readonly word: string;
}

function namesOfPath(path: string): readonly Found[] {
  return path
    .replace(/\.[^/]*$/, "")
    .split(/[/-]/)
    .filter((word) => drawerFile.test(word))
    .map((word) => ({ path, line: 0, word, text: `"${word}" in a path says nothing about what is inside` }));
}

function namesOfCode({ path, text }: SourceFile): readonly Found[] {
  const { code } = maskSource(text);
  const found: Found[] = [];
  const add = (index: number, word: string, why: string): void => {
    found.push({ path, line: lineAt(text, index), word, text: `${word}: ${why}` });
  };
  for (const match of code.matchAll(declared)) {
    const name = match[1] ?? "";
    if (oldName.test(name)) add(match.index, name, "replace the old one, do not add beside it");
    if (vendorName.test(name) && !vendorPlaces.test(path))
      add(match.index, name, "a vendor's word; ours is class");
  }
  for (const match of code.matchAll(visible)) {
    const name = match[1] ?? match[2] ?? "";
    if (drawerName.test(name)) add(match.index, name, "a drawer, not a thing; name what it does");
  }
  for (const match of code.matchAll(vagueFunction)) {
    add(match.index, match[1] ?? match[2] ?? "", "say what is done: read, plan, write, judge");
  }
  for (const match of code.matchAll(/(?<![\w$])[A-Za-z_]\w*/g)) {
    if (vendorPlaces.test(path) || !idName.test(match[0])) continue;
    add(match.index, match[0], "the standard's word is sourcedId");
  }
  return found;
}

function marksOf(path: string, prose: string): readonly Found[] {
  const found: Found[] = [];
  for (const match of prose.matchAll(
    /(?<![\w@])(?:TODO|FIXME|XXX|HACK)\b|@ts-(?:ignore|nocheck)\b|@[A-Z]{2,}\b(?:\(#\w+\))?/g,
  )) {
    if (/^@(?:NOTE|TODO\(#(?:\d+|issue)\))$/.test(match[0])) continue;
    const line = lineAt(prose, match.index);
    found.push({ path, line, word: match[0], text: `${match[0]}: the marks are @NOTE and @TODO(#issue)` });
  }
  return found;
}
