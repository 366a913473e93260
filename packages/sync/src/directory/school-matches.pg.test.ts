import assert from "node:assert/strict";
import { test } from "node:test";
import { type Roster, smallRoster, student, withTestDistrict } from "../run/test-district.ts";
import { readSchoolMatches } from "./school-matches.ts";

const left = ["s1", "s2", "s3", "s4", "s5", "s6"];
const monday: Roster = {
  ...smallRoster,
  users: [...smallRoster.users, ...left.map((id) => student(id, "S1", id.toUpperCase(), "Sorrel"))],
};
/** Six of Oak's eight students are gone. */
const tuesday: Roster = {
  ...monday,
  users: monday.users.filter((row) => !left.includes(row.sourcedId ?? "")),
};

test("a school whose students the files have lost is matched by what they say now, also while the loss is held", () =>
  withTestDistrict(async ({ db, districtId, sync }) => {
    const students = async () => {
      const { theirs } = await readSchoolMatches(db, districtId);
      return theirs.map((one) => [one.sourcedId, one.students]);
    };
    await sync(monday);
    assert.deepEqual(await students(), [
      ["S2", 1],
      ["S1", 8],
    ]);
    assert.equal((await sync(tuesday)).outcome, "held");
    assert.deepEqual(await students(), [
      ["S2", 1],
      ["S1", 2],
    ]);
  }));
