import { maskSource } from "./mask-source.ts";
import { lineAt } from "./source-file.ts";

/** A function with a body in braces. A function inside another counts for both. */
export interface FoundFunction {
  /** Its name, or "=>" for an arrow that has none nearby. */
  readonly name: string;
  /** First line, where its parameters or its arrow begin. */
  readonly line: number;
  /** Lines of code from there to the closing brace: comments, blank lines and the text of statements do not count. */
  readonly lines: number;
}

const notFunctions = /^(?:if|for|while|switch|catch|with|return|await|typeof|of|in)$/;

/** Finds the functions of a file by matching brackets in its masked text. */
export function findFunctions(text: string): readonly FoundFunction[] {
  const { code } = maskSource(text);
  const found: FoundFunction[] = [];
  const add = (name: string, start: number, brace: number): void => {
    const line = lineAt(text, start);
    found.push({ name, line, lines: codeLines(code.slice(start, closing(code, brace) + 1)) });
  };
  for (const match of code.matchAll(/=>\s*(?=\{)/g)) {
    if (isShape(code, match.index + match[0].length)) continue;
    add(nameOfArrow(code.slice(0, match.index)), match.index, match.index + match[0].length);
  }
  for (const match of code.matchAll(/([\w$]+|\bfunction\s*\*)(?:\s*(?=\()|(?=<))/g)) {
    const name = match[1] ?? "";
    const open = afterGenerics(code, match.index + match[0].length);
    if (notFunctions.test(name) || code[open] !== "(") continue;
    const brace = bodyAfter(code, closing(code, open) + 1);
    if (brace !== undefined) add(name, match.index, brace);
  }
  return found;
}

/** Whether a brace after an arrow begins what a type of functions gives back, and no body: nobody writes labels. */
function isShape(code: string, brace: number): boolean {
  return /^\{\s*(?:readonly\s+)?[\w$]+\??:/.test(code.slice(brace, brace + 100));
}

/** Where the parameters may begin: behind the list of types, where one stands at `start`. */
function afterGenerics(code: string, start: number): number {
  if (code[start] !== "<") return start;
  let depth = 0;
  for (let at = start; at < code.length; at += 1) {
    if (code[at] === "<") depth += 1;
    if (code[at] === ">" && code[at - 1] !== "=") depth -= 1;
    if (depth === 0) return at + 1;
  }
  return code.length;
}

/** SQL is written out line by line so that it can be read; it makes no function harder to follow. */
function codeLines(masked: string): number {
  return masked.split("\n").filter((line) => line.trim() !== "").length;
}

const pairs: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** The position of the bracket that closes the one at `open`; the last position when none does. */
function closing(code: string, open: number): number {
  const opener = code[open] ?? "";
  const closer = pairs[opener];
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    if (code[at] === opener) depth += 1;
    else if (code[at] === closer) depth -= 1;
    if (depth === 0) return at;
  }
  return code.length - 1;
}

/** Where the body begins after a list of parameters: at once, or behind a return type. Undefined: no body. */
function bodyAfter(code: string, start: number): number | undefined {
  const head = /^\s*([:{])/.exec(code.slice(start, start + 200));
  if (head === null) return undefined;
  const at = start + head[0].length - 1;
  return head[1] === "{" ? at : braceAfterType(code, at + 1);
}

/**
 * Walks over a return type. A brace that follows a whole type opens the body; one that follows `:`, `|`, `&`,
 * `=>` or a word like `is` opens a type of its own and is skipped with all it holds.
 */
function braceAfterType(code: string, start: number): number | undefined {
  let isWhole = false;
  let angles = 0;
  for (let at = start; at < code.length; at += 1) {
    const char = code[at] ?? "";
    if (/\s/.test(char)) continue;
    // What stands in a template is no body: `a ? f(b) : `${c}``.
    if (char === "{" && isWhole && angles === 0 && code[at - 1] !== "$") return at;
    if (pairs[char] !== undefined) {
      at = closing(code, at);
      isWhole = true;
    } else if (/[\w$"'`.]/.test(char)) {
      const word = /^[\w$"'`.\s]*[\w$"'`.]/.exec(code.slice(at, at + 300))?.[0] ?? char;
      at += word.length - 1;
      isWhole = !/\b(?:is|extends|keyof|typeof|asserts|readonly|infer|unique)$/.test(word);
      if (/\b(?:case|return|const|let|if|for|default)\b/.test(word)) return undefined;
    } else if (char === "<") angles += 1;
    else if (char === ">" && code[at - 1] !== "=") angles -= 1;
    else if (";)]}".includes(char) || (angles === 0 && ",".includes(char)) || char === "=") {
      if (char !== "=" || code[at + 1] !== ">") return undefined;
      isWhole = false;
    } else if (char !== ">") isWhole = false;
  }
  return undefined;
}

function nameOfArrow(before: string): string {
  return /([\w$]+)\s*[:=][^;{}=]*$/.exec(before.slice(-400))?.[1] ?? "=>";
}
