import assert from "node:assert/strict";
import { test } from "node:test";
import { hasPassed } from "./check-result.ts";
import { checkSize, checkSizeWith } from "./check-size.ts";
import { findFunctions } from "./find-functions.ts";

const path = "packages/rules/src/plan/a.ts";
const lines = (count: number): string => "  work();\n".repeat(count);
const named = (text: string): readonly string[] =>
  findFunctions(text).map(({ name, line, lines: count }) => `${name}@${line}+${count}`);

test("refuses a file of 301 lines and takes one of 300", () => {
  assert.equal(checkSize([{ path, text: lines(301) }]).violations.length, 1);
  assert.equal(checkSize([{ path, text: lines(300) }]).violations.length, 0);
  assert.equal(checkSize([{ path: "apps/cli/src/a.test.ts", text: lines(301) }]).violations.length, 1);
});

const longOnes: readonly (readonly [string, string])[] = [
  ["function plan(a: string): void {", "}"],
  ["export async function* plan<T extends { a: string }>(a: T): AsyncGenerator<{ b: T }> {", "}"],
  ["function plan(a: string): { b: string } {", "}"],
  ["function plan(a: string): a is `x` {", "}"],
  ["function plan(a: () => void): (b: string) => { c: string } {", "}"],
  ["const plan = (a: string): string => {", "};"],
  ["const plan = async (a) => {", "};"],
  ["const plan = function (a) {", "};"],
  ["const rules = { plan(a: string): Promise<string> {", "} };"],
  ["class Line { plan(): void {", "} }"],
  ["const rules = { plan: (a: string) => {", "} };"],
  ["const plan = async function* (): AsyncGenerator<string> {", "};"],
  ["function plan<T extends { readonly a: string; b(): string }>(a: T): T & { readonly b: string } {", "}"],
];
for (const [head, tail] of longOnes) {
  test(`refuses a function of 41 lines: ${head}`, () => {
    const text = (count: number): string => `${head}\n${lines(count)}${tail}\n`;
    const { violations } = checkSize([{ path, text: text(39) }]);
    assert.equal(violations.length, 1, JSON.stringify(named(text(39))));
    assert.match(violations[0]?.text ?? "", /is 41 lines long/);
    assert.deepEqual(checkSize([{ path, text: text(38) }]).violations, []);
  });
}

test("takes neither a loop, a type, a table nor a call for a function", () => {
  const text = [
    `if (a) {\n${lines(50)}}`,
    `for (const a of b(c)) {\n${lines(50)}}`,
    `switch (a) {\n${lines(50)}}`,
    `interface Table {\n  read(a: string): string;\n  write(a: string): { b: string };\n${"  a: string;\n".repeat(50)}}`,
    `const table = {\n${"  a: f(b),\n".repeat(50)}};`,
    `const c = a ? f(b) : {\n${"  a: 1,\n".repeat(50)}};`,
    `declare function plan(a: string): string;\ntype Other = {\n${"  a: string;\n".repeat(50)}};`,
  ];
  for (const one of text) assert.deepEqual(checkSize([{ path, text: one }]).violations, [], one.slice(0, 60));
});

test("ends a function that draws where its last brace stands, whatever tags and words it holds", () => {
  const drawn = [
    "function Page() {\n  return <Button link={(to) => <Link {...to} />}>Connect a source</Button>;\n}\n",
    "function Page() {\n  return <p>Muster's {n} schools</p>;\n}\n",
  ];
  for (const one of drawn)
    assert.deepEqual(named(`${one}\nfunction next() {\n}\n`), ["Page@1+3", "next@5+2"]);
});

test("takes neither a type of functions nor the second half of a choice for a body", () => {
  assert.deepEqual(named("interface Door {\n  readonly open: (of: A) => { readonly is: B };\n}\n"), []);
  assert.deepEqual(named(`const a = of ? count(b) : \`\${count(c)} of\`;\n`), []);
});

test("is not misled by a brace in a string or a comment", () => {
  const text = `function plan() {\n  const a = "}"; // }\n${lines(38)}}\n`;
  assert.equal(checkSize([{ path, text }]).violations.length, 1);
});

test("names the function and the line at which it begins", () => {
  assert.deepEqual(named("\nfunction plan(\n  a: string,\n): void {\n  work();\n}\n"), ["plan@2+5"]);
});

test("lets a test be long", () => {
  const text = `test("a day", () => {\n${lines(100)}});\n`;
  assert.deepEqual(checkSize([{ path: "packages/sync/src/run/a.pg.test.ts", text }]).violations, []);
});

test("grants an exception up to its own limit and refuses one that is not needed", () => {
  const text = `function plan() {\n${lines(50)}}\n`;
  const allow = (count: number, name = "plan") => [{ path, function: name, lines: count, reason: "planted" }];
  assert.deepEqual(checkSizeWith([{ path, text }], allow(52)).violations, []);
  assert.match(checkSizeWith([{ path, text }], allow(51)).violations[0]?.text ?? "", /at most 51/);
  assert.equal(checkSizeWith([{ path, text }], allow(60, "other")).violations.length, 2);
});

test("fails when it sees no file", () => {
  assert.equal(hasPassed(checkSize([])), false);
});
