import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { definedCodes } from "./check/check-codes.ts";
import { listFiles } from "./check/list-files.ts";
import { codePages, hasWords } from "./code-pages.ts";

test("gives a finding, a gate and a fault a page each, and a list of them", () => {
  const codes = ["storage.disk.full", "gate.removals.many", "row.id.missing", "row.id.missing"];
  const pages = new Map(codePages(codes));
  assert.deepEqual(
    [...pages.keys()],
    ["README.md", "gate.removals.many.md", "row.id.missing.md", "storage.disk.full.md"],
  );
  const page = pages.get("row.id.missing.md") ?? "";
  assert.match(page, /^# row\.id\.missing\n\nAn error: .*\n\n## What it means\n/);
  for (const title of ["What Muster does", "Likely cause", "What to do", "Who can do it", "To send them"])
    assert.ok(page.includes(`\n## ${title}\n\n`), title);
  assert.ok(!pages.get("storage.disk.full.md")?.includes("To send them"));
  assert.match(
    pages.get("README.md") ?? "",
    /- \[gate\.removals\.many\]\(gate\.removals\.many\.md\): 1,284 students/,
  );
});

test("finds on the pages of docs/codes what the words say today", () => {
  const root = path.resolve(import.meta.dirname, "..");
  const pages = codePages(
    definedCodes(listFiles(root))
      .codes.map(({ code }) => code)
      .filter(hasWords),
  );
  assert.ok(pages.length > 150);
  const stale = pages.filter(([name, text]) => {
    const file = path.join(root, "docs", "codes", name);
    // The list names every code and is written with the first page that is missing; `npm run check` names those.
    return name !== "README.md" && existsSync(file) && readFileSync(file, "utf8") !== text;
  });
  assert.deepEqual(
    stale.map(([name]) => name),
    [],
    "npm run codes",
  );
});
