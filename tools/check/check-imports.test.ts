import assert from "node:assert/strict";
import { test } from "node:test";
import { checkImports } from "./check-imports.ts";
import { hasPassed } from "./check-result.ts";
import type { SourceFile } from "./source-file.ts";

/** Files from path → text; the paths are true to the repository. */
const filesOf = (texts: Readonly<Record<string, string>>): readonly SourceFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, text: `${text}\nexport const x = 1;\n` }));
const refusals = (texts: Readonly<Record<string, string>>): readonly string[] =>
  checkImports(filesOf(texts)).violations.map(({ path, line, text }) => `${path}:${line} ${text}`);

/** One import that must be refused: who writes it, and what. */
const refused: readonly (readonly [string, string, RegExp])[] = [
  ["packages/oneroster/src/csv/a.ts", 'import { b } from "@muster/rules/plan/b.ts";', /oneroster may not/],
  ["packages/oneroster/src/csv/a.ts", 'import { b } from "node:fs";', /may not import node:fs/],
  ["packages/oneroster/src/csv/a.ts", 'import { b } from "fs";', /may not import node:fs/],
  ["packages/oneroster/src/csv/a.ts", 'import { b } from "csv-parse/sync";', /npm package csv-parse/],
  ["packages/rules/src/plan/a.ts", 'import { b } from "@muster/sync/fault.ts";', /rules\/plan may not/],
  ["packages/rules/src/plan/a.ts", 'import type { B } from "@muster/sync/fault.ts";', /rules\/plan may not/],
  ["packages/rules/src/plan/a.ts", 'import { z } from "zod";', /npm package zod/],
  ["packages/rules/src/plan/a.ts", 'import "node:crypto";', /may not import node:crypto/],
  ["packages/rules/src/plan/a.ts", 'import { b } from "@muster/oneroster/csv/b.ts";', /oneroster\/csv/],
  ["packages/rules/src/plan/a.ts", 'import { b } from "../report/b.ts";', /rules\/report/],
  ["packages/rules/src/plan/a.ts", 'import { b } from "../gate/b.ts";', /rules\/gate/],
  ["packages/rules/src/model/a.ts", 'import { b } from "../setting/b.ts";', /rules\/setting/],
  ["packages/rules/src/setting/a.ts", 'import { b } from "../model/b.ts";', /rules\/model/],
  [
    "packages/sync/src/database/a.ts",
    'import { b } from "@muster/rules/model/b.ts";',
    /sync\/database may not/,
  ],
  ["packages/sync/src/source/sftp/a.ts", 'import { b } from "../clever/b.ts";', /sync\/source\/sftp may not/],
  ["packages/sync/src/source/sftp/a.ts", 'import { b } from "../registry.ts";', /sync\/source\/sftp may not/],
  ["packages/sync/src/source/sftp/a.ts", 'import { b } from "../../database/b.ts";', /sync\/database/],
  [
    "packages/sync/src/apply/a.ts",
    'import { b } from "@muster/rules/setting/b.ts";\nimport { c } from "../run/c.ts";',
    /sync\/run/,
  ],
  [
    "packages/sync/src/apply/a.ts",
    'import { b } from "../plan/b.ts";',
    /sync\/apply may not import sync\/plan/,
  ],
  [
    "packages/sync/src/run/a.ts",
    'import { b } from "@muster/cli/main.ts";',
    /sync\/run may not import apps\/cli/,
  ],
  ["packages/sandbox/src/a.ts", 'import { b } from "@muster/rules/model/b.ts";', /sandbox may not/],
  ["packages/api/src/a.ts", 'import { b } from "@muster/rules/report/b.ts";', /types of rules\/report/],
  ["apps/console/src/a.tsx", 'import { b } from "@muster/sync/run/b.ts";', /apps\/console may not/],
  ["packages/rules/src/plan/a.ts", 'import { b } from "@muster/rules/model/b.ts";', /its own package/],
  ["packages/rules/src/plan/a.ts", 'import { b } from "../../../oneroster/src/model/b.ts";', /relative path/],
  ["packages/rules/src/drawer/a.ts", "", /lies in no zone/],
  ["packages/sync/src/run/a.ts", 'const name = "x"; void import(name);', /takes a literal/],
  ["packages/sync/src/run/a.ts", 'import { b } from "./b.test.ts";', /imports the test/],
  [
    "packages/sync/src/run/a.pg.test.ts",
    'import { b } from "@muster/cli/main.ts";',
    /a package imports an app/,
  ],
  ["packages/rules/src/plan/a.ts", 'export { b } from "@muster/sync/run/b.ts";\nconst c = 1;', /rules\/plan/],
  ["packages/rules/src/plan/a.ts", 'import {\n  b,\n  c,\n} from "@muster/sync/run/b.ts";', /rules\/plan/],
  [
    "packages/rules/src/plan/a.ts",
    'export const lazy = () => import("@muster/sync/run/b.ts");',
    /rules\/plan/,
  ],
];
for (const [path, text, expected] of refused) {
  test(`refuses in ${path}: ${text.replaceAll("\n", " ")}`, () => {
    const found = refusals({ [path]: text });
    assert.equal(found.length, 1, found.join("\n"));
    assert.match(found[0] ?? "", expected);
  });
}

test("lets imports run the one way", () => {
  const found = refusals({
    "packages/oneroster/src/csv/a.ts": 'import type { B } from "../model/b.ts";',
    "packages/oneroster/src/csv/a.test.ts":
      'import test from "node:test";\nimport { parse } from "csv-parse/sync";',
    "packages/rules/src/plan/a.ts":
      'import type { B } from "@muster/oneroster/model/b.ts";\nimport { c } from "../model/c.ts";',
    "packages/rules/src/gate/a.ts": 'import type { B } from "../plan/b.ts";',
    "packages/sync/src/source/sftp/a.ts":
      'import type { Source } from "../source.ts";\nimport net from "node:net";',
    "packages/sync/src/source/registry.ts": 'import { a } from "./sftp/a.ts";',
    "packages/sync/src/database/a.ts": 'import pg from "pg";\nimport { Fault } from "../fault.ts";',
    "packages/sync/src/plan/a.ts":
      'import { b } from "@muster/rules/plan/b.ts";\nimport { c } from "../database/c.ts";',
    "packages/sync/src/run/a.ts":
      'import { b } from "../apply/b.ts";\nimport { c } from "@muster/rules/gate/c.ts";',
    "packages/api/src/a.ts": 'import type { B } from "@muster/rules/report/b.ts";',
    "apps/cli/src/main.ts": 'import { b } from "@muster/sync/run/b.ts";',
    "tools/a.ts": 'import { b } from "../packages/x.js";',
  });
  assert.deepEqual(found, ["tools/a.ts:1 reaches into packages/x.js by a relative path"]);
});

test("does not take a comment or a string for an import", () => {
  const text = '// import { b } from "node:fs";\nconst a = \'import { b } from "node:fs"\';';
  assert.deepEqual(refusals({ "packages/rules/src/plan/a.ts": text }), []);
});

test("refuses two files that import each other, also for types alone", () => {
  const found = refusals({
    "packages/rules/src/plan/a.ts": 'import type { B } from "./b.ts";',
    "packages/rules/src/plan/b.ts": 'import { c } from "./c.ts";',
    "packages/rules/src/plan/c.ts": 'import { a } from "./a.ts";',
  });
  assert.equal(found.length, 1);
  assert.match(found[0] ?? "", /imports itself: .*a\.ts → .*b\.ts → .*c\.ts → .*a\.ts/);
});

test("refuses a cycle that leads through another package's name", () => {
  const found = refusals({
    "tools/a.ts": 'import { b } from "@muster/sandbox/b.ts";',
    "packages/sandbox/src/b.ts": 'import { a } from "../../../tools/a.ts";',
  });
  assert.ok(
    found.some((line) => line.includes("imports itself")),
    found.join("\n"),
  );
});

test("refuses a barrel, whatever it is called", () => {
  const barrels = [
    'export * from "./b.ts";\nexport { c } from "./c.ts";',
    'import { b } from "./b.ts";\nimport type { C } from "./c.ts";\nexport { b, type C };',
    '// the door\nexport type { B } from "./b.ts";',
  ];
  for (const text of barrels) {
    const { violations } = checkImports([{ path: "packages/rules/src/plan/door.ts", text }]);
    assert.equal(violations.length, 1, text);
    assert.match(violations[0]?.text ?? "", /is a barrel/);
  }
  const index = checkImports([{ path: "packages/rules/src/plan/index.ts", text: "export const a = 1;" }]);
  assert.match(index.violations[0]?.text ?? "", /is a barrel/);
});

test("takes neither a program nor a file with a word of its own for a barrel", () => {
  const texts = [
    'import { run } from "./run.ts";\nawait run();',
    'import "./run.ts";',
    'export { b } from "./b.ts";\nexport const c = 1;',
  ];
  for (const text of texts) {
    assert.deepEqual(checkImports([{ path: "apps/cli/src/a.ts", text }]).violations, [], text);
  }
});

test("fails when it sees no file", () => {
  assert.equal(hasPassed(checkImports([])), false);
  assert.equal(hasPassed(checkImports([{ path: "README.md", text: "import" }])), false);
});
