import assert from "node:assert/strict";
import { test } from "node:test";
import { toldRow } from "./told-row.ts";
import { sampleFinding } from "./wording/sample.ts";

test("a row tells which class it names, and what to do", () => {
  const { was, now, message } = toldRow(sampleFinding("enrollment.class.missing"));
  assert.deepEqual({ was, now }, { was: "", now: "C-9999" });
  assert.match(message.fix, /C-9999/);
});

test("a class that moved away from its school tells both", () => {
  const { was, now } = toldRow(sampleFinding("class.school.lost"));
  assert.deepEqual({ was, now }, { was: "0042", now: "D-001" });
});

test("somebody's e-mail address and name are not written into a list of problems", () => {
  const finding = {
    ...sampleFinding("value.text.too-long"),
    facts: { written: "ana.alder@home.example.org" },
  };
  assert.equal(toldRow({ ...finding, column: "email" }).now, "a…@home.example.org");
  assert.equal(toldRow({ ...finding, column: "givenName", facts: { written: "Ana" } }).now, "A…");
  assert.equal(toldRow({ ...finding, column: "grades", facts: { written: "4th" } }).now, "4th");
});
