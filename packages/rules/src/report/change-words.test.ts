import assert from "node:assert/strict";
import { test } from "node:test";
import type { RecordType } from "../model/entities.ts";
import { recordTypes } from "../model/entities.ts";
import { changeSentence, type JournalLine } from "./change-words.ts";

const joins: JournalLine = {
  ...{ type: "membership", action: "create", role: "student", reason: "listed" },
  ...{ before: null, after: { startsOn: null, endsOn: null, status: "active", origin: "synced" } },
  ...{ file: "enrollments.csv", line: 812 },
  names: { subject: "Ana Díaz", other: "4B Math", school: "Oak Elementary" },
};
const person = { givenName: "Ana", familyName: "Díaz", email: "ana@example.org", mobile: "", version: 3 };

test("says who joins which class, and which row says so", () => {
  assert.equal(
    changeSentence(joins),
    "Ana Díaz (student) joins 4B Math at Oak Elementary, because row 812 of enrollments.csv lists it so.",
  );
  assert.equal(
    changeSentence({ ...joins, action: "archive", reason: "absent", line: null }),
    "Ana Díaz (student) leaves 4B Math at Oak Elementary, because enrollments.csv no longer lists it.",
  );
  assert.equal(
    changeSentence({ ...joins, action: "archive", reason: "absent", file: undefined, line: undefined }),
    "Ana Díaz (student) leaves 4B Math at Oak Elementary, because the source no longer lists it.",
  );
});

test("speaks of a child as of a person, not as of a thing", () => {
  const leaves: JournalLine = {
    ...{ ...joins, type: "student", action: "archive", reason: "absent", file: "users.csv", line: null },
    names: { subject: "Ana Díaz", school: "Oak Elementary" },
  };
  assert.equal(
    changeSentence(leaves),
    "Ana Díaz (student) leaves Oak Elementary, because users.csv no longer lists them.",
  );
  const deleted = changeSentence({ ...leaves, reason: "to-be-deleted", line: 7 });
  assert.match(deleted, /because row 7 of users\.csv calls them deleted\.$/);
});

test("names the values that change, never the values", () => {
  const sentence = changeSentence({
    ...{ ...joins, type: "student", action: "update", file: "users.csv", line: 40 },
    before: { person, roles: [] },
    after: { person: { ...person, familyName: "Ruiz", email: "ana.ruiz@example.org" }, roles: [] },
  });
  assert.equal(
    sentence,
    "Ana Díaz (student) stays, with last name and e-mail changed, because row 40 of users.csv lists it so.",
  );
  assert.doesNotMatch(sentence, /Ruiz|@/);
});

test("tells a moved student from one whose details change", () => {
  const sentence = changeSentence({
    ...{ ...joins, type: "student", action: "update" },
    before: { roles: [{ schoolId: 1, grades: ["03"] }] },
    after: { roles: [{ schoolId: 1, grades: ["04"] }] },
  });
  assert.match(sentence, /stays, with school or grade changed/);
});

test("tells the new name of a class with the old one", () => {
  const renamed: JournalLine = {
    ...{ ...joins, type: "classroom", action: "update", file: "classes.csv", line: 5 },
    before: { title: "Math 4B", grades: ["04"] },
    after: { title: "Mathematics 4B", grades: ["04"] },
    names: { subject: "Mathematics 4B", school: "Oak Elementary" },
  };
  assert.equal(
    changeSentence(renamed),
    "Class Mathematics 4B at Oak Elementary is called Mathematics 4B now, before: Math 4B, because row 5 of classes.csv lists it so.",
  );
});

test("says how a guardian is linked to a student", () => {
  const linked: JournalLine = {
    ...{ ...joins, type: "guardianship", file: "guardians.csv", line: 9 },
    after: { relationship: "mother", contactType: "primary", status: "active" },
    names: { subject: "Rosa Díaz", other: "Ana Díaz" },
  };
  assert.equal(
    changeSentence(linked),
    "Rosa Díaz is now linked to Ana Díaz as mother, because row 9 of guardians.csv lists it so.",
  );
});

test("has a sentence for every type of record, every action and every reason", () => {
  const sentences = new Set<string>();
  const actions = ["create", "update", "archive", "restore"] as const;
  const reasons = ["listed", "absent", "to-be-deleted", "not-linked", "undo", "edit"] as const;
  for (const type of recordTypes satisfies readonly RecordType[])
    for (const action of actions)
      for (const reason of reasons) {
        const state = { sourcedId: "S-1", name: "a", title: "a" };
        const sentence = changeSentence({
          ...joins,
          type,
          action,
          reason,
          before: state,
          after: { ...state, name: "b" },
        });
        assert.match(sentence, /^\p{Lu}.*, because .*[^.]\.$/u);
        assert.doesNotMatch(sentence, /undefined|null| {2}/);
        sentences.add(sentence);
      }
  // Somebody who comes back by a link is told like somebody linked for the first time.
  assert.equal(sentences.size, (recordTypes.length * actions.length - 1) * reasons.length);
});

test("says of a class whose link was taken away that no sync takes it in, and when it may come again", () => {
  const link = { recordType: "classroom", sourcedId: "C9", origin: "manual" };
  const [tied, out] = [
    { ...link, recordId: 7 },
    { ...link, recordId: 0, isLeftOut: true },
  ];
  const gone: JournalLine = {
    ...{ type: "link", action: "archive", reason: "edit", file: null, line: null },
    ...{ before: tied, after: out, names: { subject: "Chess" } },
  };
  const because = "because a person changed it in Muster.";
  assert.equal(changeSentence(gone), `ID C9 no longer stands for Chess, and no sync takes it in, ${because}`);
  const again: JournalLine = { ...gone, action: "restore", before: out, after: { ...link, recordId: 0 } };
  assert.equal(
    changeSentence({ ...again, names: { subject: "" } }),
    `ID C9 may be taken in again, ${because}`,
  );
  const back = changeSentence({ ...gone, action: "create", before: out, after: tied, reason: "undo" });
  assert.match(back, /^ID C9 now stands for Chess, because an earlier run was taken back/);
});
