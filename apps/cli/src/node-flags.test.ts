import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { nodeFlags } from "./node-flags.ts";

test("a large district gets the same memory beside a service and by npm start", () => {
  const starter = readFileSync(path.join(import.meta.dirname, "../../../tools/start.mjs"), "utf8");
  assert.ok(starter.includes(`const nodeFlags = ${JSON.stringify(nodeFlags)};`));
});
