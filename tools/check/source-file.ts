/** One file of the repository as the checks see it: a path with forward slashes, from the root, and its text. */
export interface SourceFile {
  readonly path: string;
  /** Empty for a file that is not text. */
  readonly text: string;
}

/** One broken rule, at one place. */
export interface Violation {
  readonly path: string;
  /** Physical line, the first is 1; 0 when the whole file or the path itself is meant. */
  readonly line: number;
  readonly text: string;
}

const codePattern = /\.(ts|tsx|mts|mjs|js)$/;
const testPattern = /\.test\.(ts|tsx|mjs)$/;

/** True for what Node or a browser runs: TypeScript and JavaScript, tests included. */
export function isCode(path: string): boolean {
  return codePattern.test(path);
}

/** True for a test file of any kind (`x.test.ts`, `x.pg.test.ts`, …). */
export function isTest(path: string): boolean {
  return testPattern.test(path);
}

/** True for a document. */
export function isDocument(path: string): boolean {
  return path.endsWith(".md");
}

/** The physical line (first is 1) of a character position. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
