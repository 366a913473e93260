import assert from "node:assert/strict";
import { test } from "node:test";
import { checkPurity } from "./check-purity.ts";
import { hasPassed } from "./check-result.ts";

const check = (text: string, path = "packages/rules/src/plan/a.ts") => checkPurity([{ path, text }]);

const impure: readonly string[] = [
  "const now = Date.now();",
  "const now = new Date();",
  "const now = new Date;",
  "const now = new Date( );",
  "const text = Date();",
  "const id = Math.random();",
  "const start = performance.now();",
  "setTimeout(go, 5);",
  "setInterval(go, 5);",
  'console.log("x");',
  "const { env } = process;",
  "const home = process.env.HOME;",
  'const answer = await fetch("x");',
  "globalThis.crypto.getRandomValues(bytes);",
  "const id = crypto.randomUUID();",
  "names.sort((a, b) => a.localeCompare(b));",
  "name.toLocaleLowerCase();",
  "const { now } = Date;",
  "const D = Date;",
  "const at = Reflect.construct(Date, []);",
  "const clocks = [Date];",
  "const C = isTest ? Stub : Date;",
  'const now = globalThis["Date"].now();',
  "const now = globalThis.Date.now();",
  'const now = Date["now"]();',
  "const now = Date?.now();",
  'const id = Math["random"]();',
  "const { random } = Math;",
  "const { now } = performance;",
  'crypto["randomUUID"]();',
  "const { getRandomValues } = crypto;",
  "const day = new Intl.DateTimeFormat().format();",
  "const now = Temporal.Now.instant();",
  "const T = Temporal;",
  'const words = "a".normalize().localeCompare("b");',
  "const load = fetch;",
  `const text = \`at \${Date.now()}\`;`,
];
for (const text of impure) {
  test(`refuses in a rule: ${text}`, () => {
    assert.equal(check(`const a = 1;\n${text}`).violations.length, 1);
    assert.equal(check(`const a = 1;\n${text}`).violations[0]?.line, 2);
  });
}

test("lets a rule use the times, transports and words it is given", () => {
  const text = [
    "const at = new Date(absentSince);",
    "const answer = await transport.fetch(url);",
    "plan.process = 1;",
    "const days: readonly Date[] = [new Date(absentSince)];",
    "type Instant = Date;",
    "const times = new Map<string, Date>();",
    "const at = Date.parse(text) + Date.UTC(2026, 8, 1);",
    "if (value instanceof Date) go();",
    "const most = Math.max(1, 2);",
    "// console.log and Date.now in a comment",
    'const help = "process.env";',
    "const digest = crypto.subtle.digest(name, bytes);",
  ].join("\n");
  assert.deepEqual(check(text).violations, []);
});

test("leaves tests and impure packages alone, and fails when no pure file is left", () => {
  assert.equal(hasPassed(check("Date.now();", "packages/rules/src/plan/a.test.ts")), false);
  assert.equal(check("Date.now();", "packages/sync/src/run/a.ts").seen, 0);
  assert.equal(check("Date.now();", "packages/oneroster/src/csv/a.ts").violations.length, 1);
});
