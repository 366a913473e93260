import assert from "node:assert/strict";
import { test } from "node:test";
import { gradeWord, pastPersonState, personState } from "./person-state.ts";

const school = "Oak Elementary";
const student = { role: "student", school, title: "", grades: ["04"], status: "active" } as const;
const none = { classes: 0, guardians: 0, students: 0 };

test("a secretary reads in a sentence who Ana is and who lists her", () => {
  assert.equal(
    personState({
      ...{ roles: [student], classes: 2, guardians: 1, students: 0 },
      sources: [{ source: "Uploaded files", isListed: true }],
    }),
    "Student in grade 4 at Oak Elementary. In 2 classes and with 1 guardian. Listed by Uploaded files.",
  );
});

test("whoever has left is told as gone, with the source that lists them no more", () => {
  const roles = [{ ...student, status: "archived" as const }];
  assert.equal(
    personState({ ...none, roles, sources: [{ source: "Uploaded files", isListed: false }] }),
    "No longer here: was student in grade 4 at Oak Elementary. Came from Uploaded files, which no longer lists them.",
  );
});

test("somebody whom no source knows is told as entered by hand", () => {
  const roles = [{ ...student, role: "staff", title: "", grades: [] } as const];
  assert.match(
    personState({ ...none, roles, sources: [] }),
    /^Staff member at Oak Elementary\. Entered by hand/,
  );
});

test("of a past day it is told who they were, also when they were gone or not there yet", () => {
  const day = "Nov 3, 2026";
  const then = { roles: [student], classes: 2, guardians: 0, students: 0 };
  assert.equal(
    pastPersonState(day, then),
    "At the end of Nov 3, 2026: student in grade 4 at Oak Elementary. In 2 classes.",
  );
  assert.match(pastPersonState(day, { ...then, classes: 0 }), / In no class then\.$/);
  const gone = { ...none, roles: [{ ...student, status: "archived" as const }] };
  assert.match(pastPersonState(day, gone), /^At the end of Nov 3, 2026 no longer here: was student/);
  assert.equal(pastPersonState(day, undefined), "At the end of Nov 3, 2026 they were not in the directory.");
});

test("grades are told as people say them", () => {
  assert.deepEqual(["04", "12", "KG", "XX"].map(gradeWord), ["grade 4", "grade 12", "kindergarten", "XX"]);
});
