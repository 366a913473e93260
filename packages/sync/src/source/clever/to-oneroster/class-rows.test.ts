import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readSection } from "../objects.ts";
import { sectionClass, sectionEnrollments } from "./class-rows.ts";

const section = readSection({
  ...{ id: "s1", name: "Algebra 1 - Lopez - 3", sis_id: "SEC-301", section_number: "301-3", school: "oak" },
  ...{ course: "c1", term_id: "t1", period: "3", grade: "Kindergarten", subject: "math", teacher: "lopez" },
  ...{ teachers: ["lopez", "kim"], students: ["ana", "ben"] },
});
const everybody = () => true;

test("a section is a class with its number for a code, and its id of the district's system where it has none", () => {
  const cls = sectionClass(section);
  assert.deepEqual(
    [cls.title, cls.classCode, cls.grades, cls.termSourcedIds, cls.periods, cls.classType],
    ["Algebra 1 - Lopez - 3", "301-3", ["KG"], ["t1"], ["3"], "scheduled"],
  );
  assert.equal(sectionClass({ ...section, sectionNumber: "" }).classCode, "SEC-301");
  assert.equal(sectionClass({ ...section, subject: "homeroom/advisory" }).classType, "homeroom");
});

test("one teacher is primary, also where Clever names her apart from the others", () => {
  const primary = (teachers: readonly string[], teacher: string) =>
    sectionEnrollments({ ...section, teachers, teacher, students: [] }, everybody).enrollments.map(
      (one) => `${one.userSourcedId} ${one.primary}`,
    );
  assert.deepEqual(primary(["kim", "lopez"], "lopez"), ["lopez true", "kim false"]);
  assert.deepEqual(primary(["kim"], "lopez"), ["lopez true", "kim false"]);
  assert.deepEqual(primary(["kim", "lopez"], ""), ["kim true", "lopez false"]);
  assert.deepEqual(primary([], ""), []);
});

test("whoever is not shared has no place, and is counted", () => {
  const { enrollments, hidden } = sectionEnrollments(section, (id) => id !== "ben" && id !== "kim");
  assert.deepEqual(
    enrollments.map(({ userSourcedId }) => userSourcedId),
    ["lopez", "ana"],
  );
  assert.equal(hidden, 2);
});

test("places in a class have the same ids in any order of the lists", () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[0-9a-f]{4}$/), { maxLength: 8 });
  fc.assert(
    fc.property(ids, fc.nat(), (students, turn) => {
      const turned = [...students.slice(turn % 8), ...students.slice(0, turn % 8)];
      const idsOf = (list: readonly string[]) =>
        sectionEnrollments({ ...section, students: list }, everybody)
          .enrollments.map(({ sourcedId }) => sourcedId)
          .sort();
      assert.deepEqual(idsOf(turned), idsOf(students));
    }),
  );
});
