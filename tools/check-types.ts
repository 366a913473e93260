/** Runs the TypeScript compiler over every tsconfig of the project: `npm run types`. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const compiler = path.join(root, "node_modules", "typescript", "bin", "tsc");
const projects = globSync(["{packages,apps,tools}/*/tsconfig*.json", "{tools,bench}/tsconfig.json"], {
  cwd: root,
  exclude: (name) => name.includes("node_modules"),
}).sort();

let failed = 0;
for (const project of projects) {
  const checked = spawnSync(process.execPath, [compiler, "--project", project], {
    cwd: root,
    encoding: "utf8",
  });
  const isGood = checked.status === 0;
  if (!isGood) failed += 1;
  console.log(`${isGood ? "ok  " : "FAIL"} types  ${project}`);
  if (!isGood) console.log(checked.stdout.trim() || checked.stderr.trim());
}
if (projects.length === 0 || failed > 0) process.exitCode = 1;
