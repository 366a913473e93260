/**
 * Draws the pictures that the README shows: runs the tests in a browser that take them, and keeps what they took.
 * Started by `npm run pictures`, by hand, when a page they show looks different.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const taken = path.join(root, "apps", "console", "dist", "pictures");
const kept = path.join(root, "docs", "pictures");

/** A picture, and the test that takes it. */
const pictures = {
  home: "apps/console/e2e/start.e2e.test.ts",
  plan: "apps/console/e2e/plan.e2e.test.ts",
  "held-slice": "apps/console/e2e/plan.e2e.test.ts",
  "person-timeline": "apps/console/e2e/people.e2e.test.ts",
} as const;

/** Whoever clones the project fetches them all. */
const mostBytes = 200_000;

rmSync(taken, { recursive: true, force: true });
const tests = [...new Set(Object.values(pictures))];
const run = spawnSync(process.execPath, [path.join(root, "tools", "run-tests.ts"), ...tests], {
  cwd: root,
  stdio: "inherit",
});
if (run.status !== 0) throw new Error("the tests that take the pictures fail: none was kept");
mkdirSync(kept, { recursive: true });
for (const [name, test] of Object.entries(pictures)) {
  const from = path.join(taken, `${name}.png`);
  if (!existsSync(from)) throw new Error(`${test} takes no picture ${name}`);
  const { size } = statSync(from);
  if (size > mostBytes) throw new Error(`${name} has ${size} bytes, ${mostBytes} are the most`);
  copyFileSync(from, path.join(kept, `${name}.png`));
  console.log(`docs/pictures/${name}.png ${size} bytes`);
}
