import assert from "node:assert/strict";
import { test } from "node:test";
import {
  brief,
  counted,
  formatBytes,
  formatCount,
  formatHours,
  formatShare,
  listWords,
  plural,
} from "./number-words.ts";

test("writes a district's numbers with commas, whatever the language of the machine", () => {
  assert.deepEqual([0, 7, 999, 1000, 12_408, 8_000_000, -1234].map(formatCount), [
    ...["0", "7", "999", "1,000", "12,408", "8,000,000", "-1,234"],
  ]);
});

test("says which share of a school would leave", () => {
  assert.equal(formatShare(1284, 12_345), "10.4 %");
  assert.equal(formatShare(50, 500), "10 %");
  assert.equal(formatShare(1, 12_408), "under 0.1 %");
  assert.equal(formatShare(0, 10), "0 %");
  assert.equal(formatShare(30_000, 1000), "3,000 %");
  assert.equal(formatShare(3, 0), "");
});

test("counts students, classes, families and people in words", () => {
  assert.equal(counted(1, "student"), "1 student");
  assert.equal(counted(2, "class"), "2 classes");
  assert.equal(counted(1204, "class membership"), "1,204 class memberships");
  assert.deepEqual(["family", "person", "staff member", "day"].map(plural), [
    ...["families", "people", "staff members", "days"],
  ]);
});

test("writes sizes and lists as people say them, and cuts what is too long", () => {
  assert.deepEqual([12, 1024, 9_437_184, 1_610_612_736].map(formatBytes), [
    ...["12 bytes", "1 KiB", "9 MiB", "1.5 GiB"],
  ]);
  assert.equal(listWords(["users.csv", "classes.csv", "orgs.csv"]), "users.csv, classes.csv and orgs.csv");
  assert.equal(brief("Lincoln Elementary School", 10), "Lincoln E…");
  assert.equal(brief("Muñoz", 5), "Muñoz");
});

test("tells a long stretch of time in days: nobody counts 17,139 hours", () => {
  assert.deepEqual([1, 30, 48, 17_139].map(formatHours), ["1 hour", "30 hours", "2 days", "714 days"]);
});
