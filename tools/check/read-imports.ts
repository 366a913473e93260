import { maskSource } from "./mask-source.ts";
import { lineAt } from "./source-file.ts";

/** One import or re-export as it is written. */
export interface WrittenImport {
  /** The text between the quotes; undefined when `import(…)` is given something else than a literal. */
  readonly specifier: string | undefined;
  readonly line: number;
  /** True for `import type … from` and `export type … from`, which leave nothing behind at run time. */
  readonly isTypeOnly: boolean;
}

const fromPattern = /\bfrom\s*(?=["'])/g;
const barePattern = /\bimport\s*(?=["'])/g;
const callPattern = /(?<![.\w])import\s*\(\s*/g;

/** Reads every import of a file: static, for its effect, dynamic, and `export … from`. Comments do not count. */
export function readImports(text: string): readonly WrittenImport[] {
  const { code } = maskSource(text);
  const found: WrittenImport[] = [];
  for (const pattern of [fromPattern, barePattern, callPattern]) {
    for (const match of code.matchAll(pattern)) {
      const end = match.index + match[0].length;
      const isTypeOnly = pattern === fromPattern && isTypeStatement(code.slice(0, match.index));
      found.push({ specifier: literalAt(text, code, end), line: lineAt(text, match.index), isTypeOnly });
    }
  }
  return found.sort((a, b) => a.line - b.line);
}

function literalAt(text: string, code: string, at: number): string | undefined {
  const quote = code[at];
  if (quote !== '"' && quote !== "'") return undefined;
  return text.slice(at + 1, code.indexOf(quote, at + 1));
}

function isTypeStatement(before: string): boolean {
  const start = Math.max(before.lastIndexOf("import"), before.lastIndexOf("export"));
  return /^(?:import|export)\s+type\b(?!\s*,)/.test(before.slice(start));
}

/**
 * True for a barrel: a file that only hands on what other files export. Source: decision 0006.
 * A file that gives no name to anybody (a program that only imports for effect) is none.
 */
export function isBarrel(text: string): boolean {
  const { code } = maskSource(text);
  if (!/\bexport\b/.test(code)) return false;
  const rest = code
    .replace(/\b(?:import|export)\b[^;"'=()]*\bfrom\s*["'][^"']*["']\s*;?/g, "")
    .replace(/\bimport\s*["'][^"']*["']\s*;?/g, "")
    .replace(/\bexport\s+(?:type\s+)?\{[^}]*\}\s*;?/g, "");
  return rest.trim() === "";
}
