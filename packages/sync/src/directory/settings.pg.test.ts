import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../fault.ts";
import { smallRoster, withCells, withTestDistrict } from "../run/test-district.ts";
import { getSetting, listSettings, setSetting } from "./settings.ts";

test("a district begins with every setting at its fallback, and remembers who changed one", async () => {
  await withTestDistrict(async ({ db, districtId }) => {
    const fresh = await listSettings(db, districtId);
    assert.ok(fresh.length > 10);
    for (const setting of fresh) {
      assert.equal(setting.value, setting.fallback);
      assert.equal(setting.setBy, undefined);
    }
    const { before, after } = await setSetting(db, districtId, "removal.limit-percent", "25", "kim");
    assert.deepEqual([before.value, after.value, after.setBy], [10, 25, "kim"]);
    assert.match(after.setAt ?? "", /^\d{4}-\d\d-\d\dT/);
    assert.equal((await getSetting(db, districtId, "removal.limit-percent")).value, 25);
  });
});

test("takes on and off as they are typed, and keeps another district's settings apart", async () => {
  await withTestDistrict(async ({ db, districtId, another }) => {
    const other = await another("Other Schools");
    await setSetting(db, districtId, "language.update", "on", "kim");
    assert.equal((await getSetting(db, districtId, "language.update")).value, true);
    assert.equal((await getSetting(db, other.districtId, "language.update")).value, false);
    await setSetting(db, districtId, "language.update", "off", "lee");
    const setting = await getSetting(db, districtId, "language.update");
    assert.deepEqual([setting.value, setting.setBy], [false, "lee"]);
  });
});

test("refuses a setting that does not exist and a value it cannot take, and says what it takes", async () => {
  await withTestDistrict(async ({ db, districtId }) => {
    await assert.rejects(
      setSetting(db, districtId, "removal.limit", "10", "kim"),
      (error) => error instanceof Fault && error.code === "setting.key.unknown",
    );
    await assert.rejects(setSetting(db, districtId, "removal.limit-percent", "75", "kim"), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, "setting.value.invalid");
      assert.equal(error.facts.expects, "a whole number from 1 to 50");
      return true;
    });
    assert.equal((await getSetting(db, districtId, "removal.limit-percent")).value, 10);
  });
});

test("a changed setting makes the next sync weigh the same file again", async () => {
  await withTestDistrict(async (district) => {
    const roster = { ...smallRoster, users: withCells(smallRoster.users, "ana", { sms: "1", phone: "2" }) };
    await district.sync(roster);
    assert.equal((await district.sync(roster)).outcome, "no_changes");
    await setSetting(district.db, district.districtId, "phone.login-column", "phone", "kim");
    assert.equal((await district.sync(roster)).outcome, "applied");
    const ana = await district.one<{ mobile: string }>(
      "select mobile from person where district_id = $1 and given_name = 'Ana'",
    );
    assert.equal(ana?.mobile, "2");
  });
});
