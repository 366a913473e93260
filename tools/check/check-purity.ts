import { type CheckResult, checkResult } from "./check-result.ts";
import { maskSource } from "./mask-source.ts";
import { isCode, isTest, lineAt, type SourceFile, type Violation } from "./source-file.ts";

const purePlaces = /^packages\/(?:rules|oneroster)\/src\//;

/** What a pure package may not touch, and what to do instead. */
const impurities: readonly { readonly pattern: RegExp; readonly text: string }[] = [
  { pattern: /\bDate\s*\.\s*now\b/g, text: "Date.now: take the time as a value" },
  { pattern: /\bnew\s+Date\b(?!\s*\()/g, text: "new Date: take the time as a value" },
  { pattern: /(?<![.\w])Date\s*\(\s*\)/g, text: "Date(): take the time as a value" },
  { pattern: /\bMath\s*\.\s*random\b/g, text: "Math.random: take a seed or the ids as values" },
  { pattern: /\bperformance\s*\.\s*now\b/g, text: "performance.now: measure outside" },
  { pattern: /(?<![.\w])set(?:Timeout|Interval|Immediate)\b/g, text: "a timer: waiting is a deed" },
  { pattern: /(?<![.\w])console\b/g, text: "console: return what is to be said" },
  { pattern: /(?<![.\w])process\b/g, text: "process: take what you need as a value" },
  { pattern: /(?<![.\w])fetch\s*\(/g, text: "fetch: take the transport as a value" },
  { pattern: /\bcrypto\s*\.\s*(?:getRandomValues|randomUUID)\b/g, text: "randomness: take the value" },
  {
    pattern: /\.\s*(?:localeCompare|toLocale(?:Lower|Upper)Case|toLocale(?:Date|Time)?String)\b/g,
    text: "the machine's language: the same input would give another plan elsewhere",
  },
];

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
  return impurities.flatMap(({ pattern, text: why }) =>
    [...code.matchAll(pattern)].map((match) => ({ path, line: lineAt(text, match.index), text: why })),
  );
}
