import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { scratchFolder } from "./testing.ts";
import { writeEnrollmentFile } from "./write-enrollments.ts";

test("a big enrollment file differs in exactly the lines asked for, half of them under a new sourcedId", async (t) => {
  const folder = await scratchFolder(t);
  const [monday, tuesday] = [join(folder, "monday.csv"), join(folder, "tuesday.csv")];
  const written = await writeEnrollmentFile({ rows: 20_000, seed: 3 }, monday);
  await writeEnrollmentFile({ rows: 20_000, seed: 3, changed: 300 }, tuesday);
  const before = (await readFile(monday, "utf8")).split("\r\n");
  const after = (await readFile(tuesday, "utf8")).split("\r\n");
  assert.equal(before.length, 20_002);
  assert.equal((await readFile(monday)).length, written.bytes);
  const pairs = before.map((line, index) => [line, after[index] ?? ""] as const);
  const different = pairs.filter(([was, is]) => was !== is);
  assert.equal(different.length, 300);
  const id = (line: string) => line.slice(0, line.indexOf(","));
  assert.equal(different.filter(([was, is]) => id(was) !== id(is)).length, 150);
  assert.equal(new Set(after.map(id)).size, new Set(before.map(id)).size);
});

test("the same plan writes the same bytes", async (t) => {
  const folder = await scratchFolder(t);
  const plan = { rows: 5_000, seed: 1, changed: 50 };
  await writeEnrollmentFile(plan, join(folder, "a.csv"));
  await writeEnrollmentFile(plan, join(folder, "b.csv"));
  assert.deepEqual(await readFile(join(folder, "a.csv")), await readFile(join(folder, "b.csv")));
});
