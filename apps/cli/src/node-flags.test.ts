import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { nodeFlags } from "./node-flags.ts";

test("Muster gets the same memory by its own name and by npm start", () => {
  const lines = (file: string): string => readFileSync(path.join(import.meta.dirname, file), "utf8");
  assert.equal(lines("main.ts").split("\n")[0], `#!/usr/bin/env -S node ${nodeFlags.join(" ")}`);
  assert.ok(lines("../../../tools/start.mjs").includes(`const nodeFlags = ${JSON.stringify(nodeFlags)};`));
});
