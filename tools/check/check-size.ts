import { type CheckResult, checkResult } from "./check-result.ts";
import { findFunctions } from "./find-functions.ts";
import { isCode, isTest, type SourceFile, type Violation } from "./source-file.ts";

const maxFileLines = 300;
const maxFunctionLines = 40;
/** Of a function that draws: most of its lines are markup, which is read down and not thought through. */
const maxDrawingLines = 80;

/** A file or a function that may be longer, with the reason. One that is no longer needed is refused. */
export interface SizeException {
  readonly path: string;
  /** The function meant; left out for the file as a whole. */
  readonly function?: string;
  readonly lines: number;
  readonly reason: string;
}

const exceptions: readonly SizeException[] = [];

/** The check as it runs on the repository. */
export function checkSize(files: readonly SourceFile[]): CheckResult {
  return checkSizeWith(files, exceptions);
}

/**
 * Holds a file to 300 lines and a function to 40, one that draws to 80 (STYLE.md). Tests are held to the first only: a test that
 * tells one district's day from top to bottom may be long.
 */
export function checkSizeWith(files: readonly SourceFile[], allowed: readonly SizeException[]): CheckResult {
  const code = files.filter(({ path }) => isCode(path));
  const used = new Set<SizeException>();
  const violations = code.flatMap((file) => [
    ...tooLongFile(file, allowed, used),
    ...(isTest(file.path) ? [] : tooLongFunctions(file, allowed, used)),
  ]);
  for (const one of allowed) {
    if (used.has(one)) continue;
    const what = one.function === undefined ? "file" : `function ${one.function}`;
    violations.push({ path: one.path, line: 0, text: `the exception for this ${what} is no longer needed` });
  }
  return checkResult("size", code.length, violations);
}

function tooLongFile(
  { path, text }: SourceFile,
  allowed: readonly SizeException[],
  used: Set<SizeException>,
): readonly Violation[] {
  const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
  if (lines <= maxFileLines) return [];
  const exception = allowed.find((one) => one.path === path && one.function === undefined);
  if (exception !== undefined) used.add(exception);
  const max = exception?.lines ?? maxFileLines;
  return lines <= max ? [] : [{ path, line: 0, text: `is ${lines} lines long, at most ${max} are allowed` }];
}

function tooLongFunctions(
  { path, text }: SourceFile,
  allowed: readonly SizeException[],
  used: Set<SizeException>,
): readonly Violation[] {
  return findFunctions(text).flatMap(({ name, line, lines }) => {
    const usual = path.endsWith(".tsx") ? maxDrawingLines : maxFunctionLines;
    if (lines <= usual) return [];
    const exception = allowed.find((one) => one.path === path && one.function === name);
    if (exception !== undefined) used.add(exception);
    const max = exception?.lines ?? usual;
    return lines <= max
      ? []
      : [{ path, line, text: `${name} is ${lines} lines long, at most ${max} are allowed` }];
  });
}
