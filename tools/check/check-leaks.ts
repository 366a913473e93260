import { type CheckResult, checkResult } from "./check-result.ts";
import { maskSource } from "./mask-source.ts";
import { isCode, isDocument, lineAt, type SourceFile, type Violation } from "./source-file.ts";

/** A text that may stand nowhere in the repository. */
const everywhere: readonly { readonly pattern: RegExp; readonly text: string }[] = [
  { pattern: /(?<![\w./@-])\/(?:work|home|Users|root)\/[\w.-]+/g, text: "a path of one machine" },
  { pattern: /\b[A-Z]:\\Users\\/g, text: "a path of one machine" },
  {
    pattern: /https?:\/\/[^\s"'/]*(?:registry|npmjs|verdaccio|artifactory)[^\s"']*/g,
    text: "a registry's address",
  },
  { pattern: /^[ \t]*(?:@[\w-]+:)?registry\s*=/gm, text: "a registry's address" },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}/g, text: "a private key" },
];
const temporaryFolder = /(?<![\w./-])\/tmp\/[\w.-]+/g;
const lockedAddress = /"resolved":\s*"(?:https?|git|file|ssh)[^"]*"/g;

const bornColumn = /^(?:birth_?date|date_?of_?birth|birthday|dob|ssn|social_?security_?(?:number)?)$/i;
/** Domains that can belong to nobody (RFC 2606), so that a fixture's address never reaches a person. */
const reservedDomain = /(?:^|\.)(?:example\.(?:org|com|net)|example|test|invalid|localhost)$/i;

/**
 * Keeps out of the repository what belongs to one machine or to a person: absolute paths, registries' addresses
 * (also in package-lock.json), private keys, and in rosters under fixtures/ birth dates, social security numbers
 * and e-mail addresses that somebody could own.
 */
export function checkLeaks(files: readonly SourceFile[]): CheckResult {
  const read = files.filter(({ text }) => text !== "");
  return checkResult("leaks", read.length, read.flatMap(leaksOf));
}

function leaksOf(file: SourceFile): readonly Violation[] {
  const { path, text } = file;
  const found = everywhere.flatMap(({ pattern, text: why }) => matches(path, text, pattern, why));
  const prose = isDocument(path) ? text : isCode(path) ? maskSource(text).comments : "";
  found.push(...matches(path, prose, temporaryFolder, "a path of one machine"));
  if (/(?:^|\/)package-lock\.json$/.test(path)) {
    found.push(...matches(path, text, lockedAddress, "an address in the lock file"));
  }
  if (path.startsWith("fixtures/")) found.push(...peopleIn(file));
  return found;
}

function matches(path: string, text: string, pattern: RegExp, why: string): Violation[] {
  return [...text.matchAll(pattern)].map((match) => ({ path, line: lineAt(text, match.index), text: why }));
}

/** Looks into a fixture. The value itself is never printed: it may be somebody's. */
function peopleIn({ path, text }: SourceFile): readonly Violation[] {
  const found: Violation[] = [];
  for (const match of text.matchAll(/[\w.+-]+@([\w-]+(?:\.[\w-]+)+)/g)) {
    if (reservedDomain.test(match[1] ?? "")) continue;
    found.push({
      path,
      line: lineAt(text, match.index),
      text: "an e-mail address outside the reserved domains",
    });
  }
  found.push(...matches(path, text, /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g, "a social security number"));
  found.push(...matches(path, text, /"(?:birthDate|birthdate|dob)"\s*:\s*"[^"]+"/g, "a birth date"));
  if (path.endsWith(".csv")) found.push(...filledColumns(path, text));
  return found;
}

/** Rows of a table with a value in a column for birth dates or social security numbers. */
function filledColumns(path: string, text: string): readonly Violation[] {
  const [header = "", ...rows] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const names = cellsOf(header);
  const columns = names.flatMap((name, index) => (bornColumn.test(name.trim()) ? [index] : []));
  return rows.flatMap((row, index) => {
    const cells = columns.length === 0 ? [] : cellsOf(row);
    const isFilled = columns.some((column) => (cells[column] ?? "").trim() !== "");
    return isFilled ? [{ path, line: index + 2, text: "a birth date or social security number" }] : [];
  });
}

/** Splits one line of a CSV file; a fixture whose values hold line ends is read wrongly but never skipped. */
function cellsOf(row: string): readonly string[] {
  return [...row.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? "");
}
