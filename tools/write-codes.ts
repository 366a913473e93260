/**
 * Writes docs/codes: a page for every code, drawn from the words that people read in a report, and a list of them
 * all. `npm run codes` writes, `npm run codes -- --check` says what differs and fails.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { definedCodes } from "./check/check-codes.ts";
import { listFiles } from "./check/list-files.ts";
import { codePages, hasWords } from "./code-pages.ts";

const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "docs", "codes");

const { codes, problems } = definedCodes(listFiles(root));
for (const { path: file, line, text } of problems) console.error(`${file}:${line}  ${text}`);
const wordless = codes.filter(({ code }) => !hasWords(code));
for (const { path: file, line, code } of wordless) console.error(`${file}:${line}  ${code} has no words yet`);
const pages = codePages(codes.map(({ code }) => code).filter(hasWords));
const isCheck = process.argv.includes("--check");
const differing = isCheck ? pages.filter(([name, text]) => readPage(name) !== text) : [];
const spare = pageNames().filter((name) => !pages.some(([known]) => known === name));

if (isCheck) {
  for (const [name] of differing)
    console.error(`docs/codes/${name} is not what the words say: npm run codes`);
  for (const name of spare) console.error(`docs/codes/${name} is about a code that is gone: npm run codes`);
} else {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of pages) if (readPage(name) !== text) writeFileSync(path.join(folder, name), text);
  for (const name of spare) rmSync(path.join(folder, name));
}
console.log(`docs/codes: ${pages.length} pages`);
if (problems.length + wordless.length > 0 || (isCheck && differing.length + spare.length > 0))
  process.exitCode = 1;

function readPage(name: string): string | undefined {
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function pageNames(): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".md")) : [];
}
