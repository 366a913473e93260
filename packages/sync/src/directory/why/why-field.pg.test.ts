import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../../fault.ts";
import { editPerson } from "../../run/edit-person.ts";
import { smallRoster, withCells, withTestDistrict } from "../../run/test-district.ts";
import { undoRun } from "../../run/undo-run.ts";
import { setSetting } from "../settings.ts";
import { ask, askPerson } from "./ask.ts";

test("an address is what the row says, or theirs since they signed in, or set again by the next sync", async () => {
  await withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(smallRoster);
    const first = (await askPerson(district, "tom", { field: "email" })).field;
    assert.deepEqual(
      [first?.reason, first?.said[0]?.row?.file, first?.said[0]?.row?.line],
      ["taken", "users.csv", 5],
    );
    const personId = (await askPerson(district, "tom")).subject.id;
    await editPerson(world, {
      districtId,
      personId,
      operator: "kim",
      fields: { email: "tom@new.example.org" },
    });
    const edited = (await askPerson(district, "tom", { field: "email" })).field;
    assert.equal(edited?.reason, "next-sync");
    assert.deepEqual([edited?.journal[0]?.reason, edited?.journal[0]?.operator], ["edit", "kim"]);
    await db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query("update person set signed_in_at = now() where district_id = $1", [districtId]),
      ),
    );
    const theirs = (await askPerson(district, "tom", { field: "e-mail" })).field;
    assert.deepEqual(
      [theirs?.reason, theirs?.setting],
      ["theirs", { key: "contact.update-active", value: false }],
    );
    assert.deepEqual(
      [theirs?.held, theirs?.said[0]?.value],
      ["tom@new.example.org", "tom@school.example.org"],
    );
    await setSetting(db, districtId, "contact.update-active", "on", "kim");
    assert.equal((await askPerson(district, "tom", { field: "email" })).field?.reason, "next-sync");
    assert.equal((await askPerson(district, "ana", { field: "mobile" })).field?.reason, "taken");
  });
});

test("a field that a plan would change waits for that plan; an empty cell erases nothing", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    await district.sync({ ...smallRoster, users: withCells(smallRoster.users, "tom", { email: "" }) });
    assert.equal((await askPerson(district, "tom", { field: "email" })).field?.reason, "source-silent");
    await district.sync(
      { ...smallRoster, users: withCells(smallRoster.users, "tom", { email: "t@x.example.org" }) },
      false,
    );
    const waits = (await askPerson(district, "tom", { field: "email" })).field;
    assert.deepEqual([waits?.reason, waits?.waiting?.standing], ["waits", "waits"]);
    await assert.rejects(
      ask(district, "tom", { field: "shoe size" }),
      (error) => error instanceof Fault && error.code === "why.field.unknown",
    );
  });
});

test("an address stays as it was while its row cannot be read, and the error is named", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const users = withCells(smallRoster.users, "tom", {
      email: "tom@new.example.org",
      enabledUser: "perhaps",
    });
    await district.sync({ ...smallRoster, users });
    const field = (await askPerson(district, "tom", { field: "email" })).field;
    assert.equal(field?.reason, "row-left-out");
    assert.equal(field?.held, "tom@school.example.org");
    assert.deepEqual(
      field?.said[0]?.errors.map((one) => [one.code, one.line]),
      [["user.enabled.unreadable", 5]],
    );
  });
});

test("a change in a plan that the directory has moved past waits for nobody", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const users = withCells(smallRoster.users, "tom", { email: "t@x.example.org" });
    await district.sync({ ...smallRoster, users }, false);
    const personId = (await askPerson(district, "ana")).subject.id;
    await editPerson(world, { districtId, personId, operator: "kim", fields: { mobile: "555-0100" } });
    const tom = await askPerson(district, "tom", { field: "email" });
    assert.notEqual(tom.field?.reason, "waits");
    assert.equal(tom.field?.waiting, undefined);
    assert.deepEqual(tom.waiting, []);
  });
});

test("a look at an undo is no plan that waits", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const users = withCells(smallRoster.users, "tom", { email: "t@x.example.org" });
    const { run } = await district.sync({ ...smallRoster, users });
    await undoRun(world, { districtId, runId: run, operator: "kim", applies: false });
    const { field } = await askPerson(district, "tom", { field: "email" });
    assert.deepEqual([field?.reason, field?.waiting], ["taken", undefined]);
  });
});
