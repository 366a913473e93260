import assert from "node:assert/strict";
import { test } from "node:test";
import { checkLeaks } from "./check-leaks.ts";
import { hasPassed } from "./check-result.ts";

const check = (path: string, text: string) => checkLeaks([{ path, text }]).violations;
/** The faults are put together here, so that this file holds none of them. */
const joined = (...parts: readonly string[]): string => parts.join("");
const machine = joined("/wo", "rk/main/a.ts");
const registry = joined("https://regis", "try.npmjs.org/pg");

test("refuses a path of one machine in a document, in code and in data", () => {
  for (const path of ["docs/a.md", "packages/sync/src/run/a.ts", "fixtures/a.json", ".ci/run"]) {
    assert.equal(check(path, `see\n"${machine}"`).length, 1, path);
    assert.equal(check(path, `see\n${joined("/ho", "me/ana/x")}`)[0]?.line, 2, path);
  }
  assert.equal(check("a.md", joined("/Us", "ers/ana")).length, 1);
  assert.equal(check("a.md", joined("C:\\Us", "ers\\ana")).length, 1);
});

test("refuses a temporary folder in prose, not in code that makes one", () => {
  const folder = joined("/t", "mp/muster");
  assert.equal(check("docs/a.md", `put it in ${folder}`).length, 1);
  assert.equal(check("tools/a.ts", `// put it in ${folder}`).length, 1);
  assert.deepEqual(check("tools/a.ts", `const a = "${folder}";`), []);
});

test("takes a web address and a folder of ours that only look like one", () => {
  assert.deepEqual(check("docs/a.md", "https://example.org/home/ana and homework/main and a/work/b"), []);
});

test("refuses a registry's address and an address in the lock file", () => {
  assert.equal(check("docs/a.md", `from ${registry}`).length, 1);
  assert.equal(check(".npmrc", joined("regis", "try=https://packages.example.org/")).length, 1);
  assert.equal(check("package-lock.json", '{ "resolved": "https://example.org/pg.tgz" }').length, 1);
  assert.deepEqual(check("package-lock.json", '{ "resolved": "packages/rules", "link": true }'), []);
  assert.deepEqual(check(".npmrc", "omit-lockfile-registry-resolved=true"), []);
});

test("refuses a private key", () => {
  const key = joined("-----BEGIN OPENSSH PRIV", "ATE KEY-----\n", "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAE\n");
  assert.equal(check("fixtures/key", key).length, 1);
});

test("refuses a birth date, a social security number and an address that somebody could own in a fixture", () => {
  const users = (birth: string): string => `sourcedId,"birthDate",givenName\r\nu-1,${birth},Ana\r\n`;
  const found = check("fixtures/districts/a/users.csv", users("2014-02-03"));
  assert.deepEqual(
    found.map((one) => one.line),
    [2],
  );
  assert.doesNotMatch(found[0]?.text ?? "", /2014/);
  assert.deepEqual(check("fixtures/districts/a/users.csv", users("")), []);
  assert.deepEqual(check("packages/sync/src/a.ts", users("2014-02-03")), []);
  assert.equal(check("fixtures/a.json", '{ "birthDate": "2014-02-03" }').length, 1);
  assert.equal(check("fixtures/a.txt", joined("123-", "45-", "6789")).length, 1);
  assert.equal(check("fixtures/a.csv", joined("ana@", "school.edu")).length, 1);
  assert.deepEqual(check("fixtures/a.csv", "ana@students.example.org,ben@example.com,cy@school.test"), []);
});

test("fails when it sees no file", () => assert.equal(hasPassed(checkLeaks([])), false));
