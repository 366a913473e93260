/**
 * Runs every check of the house over the repository, prints a line for each, and ends with code 1 when one of
 * them refuses something: `npm run check`.
 *
 * A check is a pure function over paths and texts, in a file of its own; its test plants a fault for each rule
 * and sees it refused.
 */
import { fileURLToPath } from "node:url";
import { checkCodes } from "./check-codes.ts";
import { checkFaults } from "./check-faults.ts";
import { checkImports } from "./check-imports.ts";
import { checkLeaks } from "./check-leaks.ts";
import { checkPaths } from "./check-paths.ts";
import { checkPurity } from "./check-purity.ts";
import { type Check, hasPassed, resultLines } from "./check-result.ts";
import { checkSize } from "./check-size.ts";
import { checkWords } from "./check-words.ts";
import { listFiles } from "./list-files.ts";

const checks: readonly Check[] = [
  checkImports,
  checkPurity,
  checkSize,
  checkWords,
  checkPaths,
  checkCodes,
  checkFaults,
  checkLeaks,
];

const files = listFiles(fileURLToPath(new URL("../..", import.meta.url)));
const results = checks.map((check) => check(files));
for (const line of results.flatMap(resultLines)) console.log(line);
process.exitCode = results.every(hasPassed) ? 0 : 1;
