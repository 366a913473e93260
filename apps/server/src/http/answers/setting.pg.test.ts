import assert from "node:assert/strict";
import { test } from "node:test";
import { smallRoster, student } from "@muster/sync/run/test-district.ts";
import { withTestHttp } from "../test-http.ts";

test("a data manager sees what a setting would change before it is saved, and nothing has changed by looking", async () => {
  await withTestHttp(async ({ as, district }) => {
    const dana = await as("data-manager");
    const { body: listed } = await dana.ask("GET", "/api/v1/settings");
    const number = listed.items.find(({ key }: { key: string }) => key === "student.number");
    assert.deepEqual([number.value, number.group, number.form.is], ["identifier", "Students", "choice"]);
    assert.equal(number.setBy, null);

    const look = await dana.ask("POST", "/api/v1/settings/student.number/preview", { value: "sourced-id" });
    assert.equal(look.status, 200, look.body.code);
    assert.deepEqual(
      look.body.changes.map((one: Record<string, unknown>) => [one.type, one.school, one.action, one.count]),
      [
        ["student", "Oak Elementary", "update", 2],
        ["student", "Elm Middle", "update", 1],
      ],
    );
    assert.match(look.body.says, /^The next sync would make 3 changes/);
    assert.equal(look.body.total, 3);

    const off = await dana.ask("POST", "/api/v1/settings/guardian.manage/preview", { value: "off" });
    assert.equal(off.status, 200);
    const same = await dana.ask("POST", "/api/v1/settings/student.number/preview", { value: "identifier" });
    assert.match(same.body.says, /^Nothing of today's roster would change/);
    const files = await dana.ask("POST", "/api/v1/settings/files.dates/preview", { value: "mdy" });
    assert.deepEqual([files.body.isSeen, files.body.total], [false, 0]);
    const wrong = await dana.ask("POST", "/api/v1/settings/student.number/preview", { value: "shoe size" });
    assert.deepEqual([wrong.status, wrong.body.code], [400, "setting.value.invalid"]);

    const runs = await district.one<{ runs: number }>(
      "select count(*) as runs from run where district_id = $1",
    );
    assert.equal(runs?.runs, 1, "a look is no run");
    const plans = await district.one<{ plans: number }>(
      "select count(*) as plans from plan where district_id = $1",
    );
    assert.equal(plans?.plans, 1, "a look leaves no plan");

    const set = await dana.ask("PUT", "/api/v1/settings/student.number", { value: "sourced-id" });
    assert.deepEqual([set.body.value, set.body.setBy], ["sourced-id", "Olga data-manager"]);
    const result = await district.sync(smallRoster);
    assert.equal(result.plan?.counts.student.update, 3, "the sync does what the preview said");
    const reset = await dana.ask("DELETE", "/api/v1/settings/student.number");
    assert.deepEqual([reset.body.value, reset.body.setBy], ["identifier", null]);
  });
});

test("another limit is tried on the newest plan that removes somebody, also while a plan waits", async () => {
  await withTestHttp(async ({ as, district }) => {
    const dana = await as("data-manager");
    const nobodyLeft = await dana.ask("POST", "/api/v1/settings/removal.small-school-percent/preview", {
      value: 50,
    });
    assert.match(nobodyLeft.body.says, /nothing to try this on/);
    const many = Array.from({ length: 16 }, (_, at) => student(`many-${at}`, "S1", "Nell", `Nut-${at}`));
    // A few at a time: a crowd of strangers would look like another district's file.
    for (const most of [4, 9, 16])
      await district.sync({ ...smallRoster, users: [...smallRoster.users, ...many.slice(0, most)] });
    const held = await district.sync({ ...smallRoster, users: [...smallRoster.users, ...many.slice(8)] });
    assert.equal(held.held, 8);
    const look = await dana.ask("POST", "/api/v1/settings/removal.small-school-percent/preview", {
      value: 50,
    });
    assert.equal(look.status, 200);
    assert.match(look.body.says, /^Tried on the removals of run 5: 1 group would go that waited/);
    const records = await dana.ask("POST", "/api/v1/settings/language.update/preview", { value: "on" });
    assert.equal(records.status, 200);
    const waits = await district.one<{ state: string }>(
      "select state from plan where district_id = $1 order by plan_id desc limit 1",
    );
    assert.equal(waits?.state, "partly_applied", "what waits waits on");
  });
});
