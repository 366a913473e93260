/** Draws the table of docs/guides/what-can-go-wrong.md from fixtures/faults: `npm run faults`. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { faultGuide, guideWithTable } from "./check/check-faults.ts";
import { listFiles } from "./check/list-files.ts";

const root = path.resolve(import.meta.dirname, "..");
const text = guideWithTable(listFiles(root));
if (text === undefined) throw new Error(`${faultGuide} is missing, or has lost the marks around its table`);
writeFileSync(path.join(root, faultGuide), text);
console.log(`${faultGuide}: ${(text.match(/^\| [A-J]\d\d /gm) ?? []).length} cases`);
