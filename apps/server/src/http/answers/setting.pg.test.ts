import assert from "node:assert/strict";
import { test } from "node:test";
import { listSettings, previewSetting, resetSetting, setSetting } from "@muster/api/resource/setting.ts";
import { smallRoster, student } from "@muster/sync/run/test-district.ts";
import { withTestHttp } from "../test-http.ts";

test("a data manager sees what a setting would change before it is saved, and nothing has changed by looking", async () => {
  await withTestHttp(async ({ as, district }) => {
    const dana = await as("data-manager");
    const listed = await dana.told(listSettings);
    const number = listed.items.find(({ key }) => key === "student.number");
    assert.deepEqual([number?.value, number?.group, number?.form.is], ["identifier", "Students", "choice"]);
    assert.equal(number?.setBy, null);

    const look = await dana.told(previewSetting, {
      params: { key: "student.number" },
      body: { value: "sourced-id" },
    });
    assert.deepEqual(
      look.changes.map((one) => [one.type, one.school, one.action, one.count]),
      [
        ["student", "Oak Elementary", "update", 2],
        ["student", "Elm Middle", "update", 1],
      ],
    );
    assert.match(look.says, /^The next sync would make 3 changes/);
    assert.equal(look.total, 3);

    await dana.told(previewSetting, {
      params: { key: "guardian.manage" },
      body: { value: "off" },
    });
    const same = await dana.told(previewSetting, {
      params: { key: "student.number" },
      body: { value: "identifier" },
    });
    assert.match(same.says, /^Nothing of today's roster would change/);
    const files = await dana.told(previewSetting, { params: { key: "files.dates" }, body: { value: "mdy" } });
    assert.deepEqual([files.isSeen, files.total], [false, 0]);
    const wrong = await dana.refused(previewSetting, {
      params: { key: "student.number" },
      body: { value: "shoe size" },
    });
    assert.deepEqual([wrong.status, wrong.code], [400, "setting.value.invalid"]);

    const runs = await district.one<{ runs: number }>(
      "select count(*) as runs from run where district_id = $1",
    );
    assert.equal(runs?.runs, 1, "a look is no run");
    const plans = await district.one<{ plans: number }>(
      "select count(*) as plans from plan where district_id = $1",
    );
    assert.equal(plans?.plans, 1, "a look leaves no plan");

    const set = await dana.told(setSetting, {
      params: { key: "student.number" },
      body: { value: "sourced-id" },
    });
    assert.deepEqual([set.value, set.setBy], ["sourced-id", "Olga data-manager"]);
    const result = await district.sync(smallRoster);
    assert.equal(result.plan?.counts.student.update, 3, "the sync does what the preview said");
    const reset = await dana.told(resetSetting, { params: { key: "student.number" } });
    assert.deepEqual([reset.value, reset.setBy], ["identifier", null]);
  });
});

test("another limit is tried on the newest plan that removes somebody, also while a plan waits", async () => {
  await withTestHttp(async ({ as, district }) => {
    const dana = await as("data-manager");
    const nobodyLeft = await dana.told(previewSetting, {
      params: { key: "removal.small-school-percent" },
      body: { value: 50 },
    });
    assert.match(nobodyLeft.says, /nothing to try this on/);
    const many = Array.from({ length: 16 }, (_, at) => student(`many-${at}`, "S1", "Nell", `Nut-${at}`));
    // A few at a time: a crowd of strangers would look like another district's file.
    for (const most of [4, 9, 16])
      await district.sync({ ...smallRoster, users: [...smallRoster.users, ...many.slice(0, most)] });
    const held = await district.sync({ ...smallRoster, users: [...smallRoster.users, ...many.slice(8)] });
    assert.equal(held.held, 8);
    const look = await dana.told(previewSetting, {
      params: { key: "removal.small-school-percent" },
      body: { value: 50 },
    });
    assert.match(look.says, /^Tried on the removals of run 5: 1 group would go that waited/);
    await dana.told(previewSetting, {
      params: { key: "language.update" },
      body: { value: "on" },
    });
    const waits = await district.one<{ state: string }>(
      "select state from plan where district_id = $1 order by plan_id desc limit 1",
    );
    assert.equal(waits?.state, "partly_applied", "what waits waits on");
  });
});
