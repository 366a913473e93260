/**
 * Takes comments and the insides of strings out of TypeScript text without moving anything, so that a plain
 * pattern can be used on what is left: line numbers and positions stay true.
 *
 * It is a scanner, not a parser. It knows comments, strings, template strings with `${…}` in them, and tells a
 * regular expression from a division or the end of a tag by what stands around it, and the apostrophe of a text between
 * tags from a quote. That is enough for formatted code.
 */
export interface MaskedSource {
  /** The code: comments and the insides of strings and regular expressions are blank, quotes stay. */
  readonly code: string;
  /** The comments alone: all the rest is blank. */
  readonly comments: string;
}

interface Span {
  readonly kind: "comment" | "string";
  readonly start: number;
  readonly end: number;
}

interface Scan {
  readonly text: string;
  readonly spans: Span[];
  /** The depth of braces at which each open `${` closes. */
  readonly templates: number[];
  depth: number;
  /** Position of the last character of code that is not white space; -1 at the start. */
  last: number;
}

const wordsBeforeRegex =
  /\b(?:return|typeof|case|in|of|delete|void|throw|new|instanceof|do|else|yield|await)$/;

/** Masks one file. Never throws: text that cannot be understood is taken as code. */
export function maskSource(text: string): MaskedSource {
  const spans = hiddenSpans(text);
  let code = "";
  let comments = "";
  let at = 0;
  for (const span of spans) {
    code += text.slice(at, span.start) + blank(text.slice(span.start, span.end));
    comments += blank(text.slice(at, span.start));
    const inside = text.slice(span.start, span.end);
    comments += span.kind === "comment" ? inside : blank(inside);
    at = span.end;
  }
  return { code: code + text.slice(at), comments: comments + blank(text.slice(at)) };
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, " ");
}

function hiddenSpans(text: string): readonly Span[] {
  const scan: Scan = { text, spans: [], templates: [], depth: 0, last: -1 };
  let at = 0;
  if (text.startsWith("#!")) at = hide(scan, "comment", 0, endOfLine(text, 0));
  while (at < text.length) at = step(scan, at);
  return scan.spans;
}

/** Looks at one position and says where to go on. */
function step(scan: Scan, at: number): number {
  const { text } = scan;
  const char = text[at] ?? "";
  const next = text[at + 1];
  if (char === "/" && next === "/") return hide(scan, "comment", at, endOfLine(text, at));
  if (char === "/" && next === "*") return hide(scan, "comment", at, after(text, "*/", at + 2));
  if ((char === '"' || char === "'") && !isApostrophe(scan, at))
    return quoted(scan, at + 1, endOfQuoted(text, at + 1, char));
  if (char === "`") return templateText(scan, at + 1);
  if (char === "/" && mayBeRegex(scan, next)) return quoted(scan, at + 1, endOfRegex(text, at + 1));
  if (char === "{") scan.depth += 1;
  if (char === "}") {
    if (scan.templates.at(-1) === scan.depth) {
      scan.templates.pop();
      scan.depth -= 1;
      return templateText(scan, at + 1);
    }
    scan.depth -= 1;
  }
  if (/\S/.test(char)) scan.last = at;
  return at + 1;
}

function hide(scan: Scan, kind: Span["kind"], start: number, end: number): number {
  scan.spans.push({ kind, start, end });
  return end;
}

function quoted(scan: Scan, start: number, end: number): number {
  if (end === start - 1) {
    scan.last = end;
    return start;
  }
  hide(scan, "string", start, end);
  scan.last = end;
  return end + 1;
}

/** Hides the text of a template up to its end or its next `${`, whose inside is code again. */
function templateText(scan: Scan, start: number): number {
  const { text } = scan;
  let at = start;
  while (at < text.length && text[at] !== "`" && !text.startsWith("${", at)) at += text[at] === "\\" ? 2 : 1;
  hide(scan, "string", start, Math.min(at, text.length));
  if (text[at] !== "$") {
    scan.last = at;
    return at + 1;
  }
  scan.depth += 1;
  scan.templates.push(scan.depth);
  scan.last = at + 1;
  return at + 2;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

function after(text: string, mark: string, at: number): number {
  const end = text.indexOf(mark, at);
  return end === -1 ? text.length : end + mark.length;
}

function endOfQuoted(text: string, start: number, quote: string): number {
  let at = start;
  while (at < text.length && text[at] !== quote && text[at] !== "\n") at += text[at] === "\\" ? 2 : 1;
  return Math.min(at, text.length);
}

/** The closing slash, or the position of the opening one when this line holds no closing slash: a division. */
function endOfRegex(text: string, start: number): number {
  let isClass = false;
  for (let at = start; at < text.length && text[at] !== "\n"; at += 1) {
    const char = text[at];
    if (char === "\\") at += 1;
    else if (char === "[") isClass = true;
    else if (char === "]") isClass = false;
    else if (char === "/" && !isClass) return at;
  }
  return start - 1;
}

/** A quote that follows a letter at once belongs to a word: no formatted code has a string there. */
function isApostrophe({ text }: Scan, at: number): boolean {
  return /[\p{L}\d]/u.test(text[at - 1] ?? "");
}

/** The end of a tag (`</b>`, `c={d} />`) is none; `next` is what follows the slash. */
function mayBeRegex(scan: Scan, next: string | undefined): boolean {
  if (scan.last === -1) return true;
  const before = scan.text[scan.last] ?? "";
  if (before === "<" || (before === "}" && next === ">")) return false;
  if ("(,=:[!&|?{};+-*%>~^".includes(before)) return true;
  return wordsBeforeRegex.test(scan.text.slice(Math.max(0, scan.last - 11), scan.last + 1));
}
