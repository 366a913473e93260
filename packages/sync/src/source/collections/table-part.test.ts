import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { tableLines } from "@muster/oneroster/csv/write-package.ts";
import { withTablePart } from "./table-part.ts";

const signs = ["a", "é", "學", "🎒"];

/** Courses whose titles take one, two, three and four bytes a sign, and one that is longer than any page. */
function* courses(page: number) {
  for (let at = 0; at < 700; at += 1) {
    const title = at === 350 ? "學".repeat(200_000) : `${signs[at % 4]}, course ${page}-${at} `.repeat(9);
    yield { sourcedId: `c-${page}-${at}`, status: "", title, orgSourcedId: "district" };
  }
}

test("a table that is fetched in pages holds every row, whole and in order, however long its words are", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-table-part-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  await withTablePart(folder, "courses", async (part) => {
    for (const page of [1, 2, 3]) await part.add(courses(page));
    return true;
  });
  const { header, line } = tableLines("courses", "1.2");
  const wanted = header + [1, 2, 3].flatMap((page) => [...courses(page)].map(line)).join("");
  const written = await readFile(path.join(folder, "courses.csv"), "utf8");
  assert.ok(written === wanted, `${written.length} characters in place of ${wanted.length}`);
});

test("of a table that was not fetched to its end nothing is left", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-table-part-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const broken = withTablePart(folder, "courses", async (part) => {
    await part.add(courses(1));
    throw new Error("the line is cut");
  });
  await assert.rejects(broken, /the line is cut/);
  await withTablePart(folder, "courses", async () => false);
  assert.deepEqual(await readdir(folder), []);
});
