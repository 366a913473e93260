import assert from "node:assert/strict";
import { test } from "node:test";
import { addSeason } from "../schedule/seasons.ts";
import { smallRoster, withTestDistrict } from "./test-district.ts";
import { tuesday } from "./test-home.ts";

test("in a season of additions only whoever is new comes in, and whoever would leave waits until it is over", async () => {
  await withTestDistrict(async ({ db, districtId, sync, pass, one }) => {
    await sync(smallRoster);
    const season = { mode: "additions-only", startsOn: "2026-09-01", endsOn: "2026-09-02" } as const;
    await db.session(districtId, (session) =>
      session.write((tx) =>
        addSeason(
          tx,
          districtId,
          { ...season, note: "start of school", setBy: "olga" },
          "2026-09-01T00:00:00Z",
        ),
      ),
    );
    const students = () =>
      one(
        `select array_agg(given_name order by 1) as names from person p join role_record r using (district_id, person_id)
          where district_id = $1 and r.role = 'student' and r.status = 'active'`,
      );
    pass(24);
    const held = await sync(tuesday);
    assert.equal(held.outcome, "partly_applied");
    assert.ok(held.gates.some(({ code }) => code === "gate.season.additions-only"));
    assert.deepEqual(await students(), { names: ["Ana", "Ben", "Cai", "Dia"] });
    pass(24);
    const over = await sync(tuesday);
    assert.equal(over.outcome, "applied");
    assert.deepEqual(await students(), { names: ["Ana", "Cai", "Dia"] });
  });
});
