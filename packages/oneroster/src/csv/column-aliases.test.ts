import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { guardianSpellings } from "./column-aliases.ts";
import { columnsOf, guardianColumns } from "./columns.ts";

test("tells people in the README every spelling that guardians.csv may use", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  for (const [column, spellings] of Object.entries(guardianSpellings)) {
    assert.ok(readme.includes(`| ${column} | ${spellings.join(", ")} |`), column);
  }
  assert.ok(readme.includes(guardianColumns.join(",")));
});

test("needs no column that a version does not have", () => {
  for (const [table, columns] of Object.entries(columnsOf)) {
    for (const version of ["1.1", "1.2"] as const) {
      const has = new Set(columns[version] ?? columns["1.2"]);
      for (const column of columns.needed[version])
        assert.ok(has.has(column), `${table} ${version} ${column}`);
    }
  }
});
