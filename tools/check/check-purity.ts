import { type CheckResult, checkResult } from "./check-result.ts";
import { maskSource } from "./mask-source.ts";
import { isCode, isTest, lineAt, type SourceFile, type Violation } from "./source-file.ts";

const purePlaces = /^packages\/(?:rules|oneroster)\/src\//;

/** What a pure package may not touch, and what to do instead. */
const impurities: readonly { readonly pattern: RegExp; readonly text: string }[] = [
  { pattern: /\bDate\s*\??\.\s*now\b/g, text: "Date.now: take the time as a value" },
  { pattern: /\bnew\s+Date\b(?!\s*\()/g, text: "new Date: take the time as a value" },
  { pattern: /\bnew\s+Date\s*\(\s*\)/g, text: "new Date(): take the time as a value" },
  { pattern: /(?<![.\w])Date\s*\(\s*\)/g, text: "Date(): take the time as a value" },
  { pattern: /\bTemporal\b/g, text: "Temporal: take the time as a value" },
  { pattern: /\bMath\s*\??\.\s*random\b/g, text: "Math.random: take a seed or the ids as values" },
  { pattern: /(?<![.\w])performance\b/g, text: "performance: measure outside" },
  { pattern: /(?<![.\w])set(?:Timeout|Interval|Immediate)\b/g, text: "a timer: waiting is a deed" },
  { pattern: /(?<![.\w])console\b/g, text: "console: return what is to be said" },
  { pattern: /(?<![.\w])process\b/g, text: "process: take what you need as a value" },
  { pattern: /(?<![.\w])fetch\s*\(/g, text: "fetch: take the transport as a value" },
  { pattern: /\bcrypto\s*\??\.\s*(?:getRandomValues|randomUUID)\b/g, text: "randomness: take the value" },
  { pattern: /(?<![.\w])globalThis\b/g, text: "globalThis: name what you use, so that it can be seen" },
  ...["Date", "Math", "crypto", "fetch"].map((name) => ({
    pattern: underAnotherName(name),
    text: `${name} under another name: what is done with it cannot be seen`,
  })),
  { pattern: /(?<![.\w])Intl\b/g, text: "Intl: the machine's language and time zone decide what it says" },
  {
    pattern: /\.\s*(?:localeCompare|toLocale(?:Lower|Upper)Case|toLocale(?:Date|Time)?String)\b/g,
    text: "the machine's language: the same input would give another plan elsewhere",
  },
];

/**
 * A global handed on as a value (`const D = Date`, `[Date]`, `f(Date)`), or asked for a member by a string that no
 * pattern can read (`Math["random"]`). Its name as a type stays free: after a colon, in `Date[]` and `<…, Date>`.
 */
function underAnotherName(name: string): RegExp {
  const before = String.raw`(?:(?<!\btype\s+\w+\s)=|[([,]|\?\?|&&|\|\||\s[?:]|\breturn|\.\.\.)`;
  const handedOn = String.raw`${before}\s*${name}\b(?!\s*(?:[.>|(\w[]|\?\.|=>|:))`;
  const byString = String.raw`(?<![.\w])${name}\s*(?:\?\.)?\s*\[(?!\s*\])`;
  return new RegExp(`${handedOn}|${byString}`, "g");
}

/**
 * Keeps the clock, randomness, timers, the console and the network out of packages/rules and
 * packages/oneroster: the same input must give the same plan, on a server and in a browser.
 * Source: decision 0002. Tests are free.
 */
export function checkPurity(files: readonly SourceFile[]): CheckResult {
  const pure = files.filter(({ path }) => purePlaces.test(path) && isCode(path) && !isTest(path));
  return checkResult("purity", pure.length, pure.flatMap(impuritiesOf));
}

function impuritiesOf({ path, text }: SourceFile): readonly Violation[] {
  const { code } = maskSource(text);
  const found = impurities.flatMap(({ pattern, text: why }) =>
    [...code.matchAll(pattern)].map((match) => ({ path, line: lineAt(text, match.index), text: why })),
  );
  // One slip may meet two patterns: a line is told once.
  return found.filter(({ line }, at) => found.findIndex((other) => other.line === line) === at);
}
