import assert from "node:assert/strict";
import { test } from "node:test";
import { isHeavyWaiting } from "@muster/sync/queue/heavy-waiting.ts";
import { largeBytes } from "@muster/sync/queue/large-district.ts";
import type { SyncSource } from "./do-errand.ts";
import { syncBySource } from "./sync-by-source.ts";
import { openWorkerHome } from "./test-worker-home.ts";

test("a large district that nobody knew to be one makes room, and a small one is synced while it is at work", async () => {
  const home = await openWorkerHome();
  try {
    const [large, small] = [await home.district("large"), await home.district("small")];
    let smallIsDone = (): void => undefined;
    const untilSmallIsDone = new Promise<void>((resolve) => {
      smallIsDone = resolve;
    });
    // Its files are small too; what is told of their size is not.
    const onePlace: SyncSource = (order) => {
      const isLarge = order.districtId === large.districtId;
      const onFetched = (bytes: number): void => order.onFetched(isLarge ? largeBytes : bytes);
      return syncBySource(home.world)({ ...order, onFetched });
    };
    const placeOfItsOwn: SyncSource = async (order) => {
      await untilSmallIsDone;
      return onePlace(order);
    };
    await home.ask(large);
    const light = home.worker({ name: "muster light", syncSource: onePlace });
    await light.sees((event) => event.is === "moved");
    const heavy = home.worker({
      ...{ name: "muster beside", places: 0, heavyPlaces: 1, syncSource: placeOfItsOwn },
    });
    await heavy.sees((event) => event.is === "began");
    await home.ask(small);
    await light.sees((event) => event.is === "done");
    smallIsDone();
    await heavy.sees((event) => event.is === "done");

    assert.deepEqual(
      [light.events, heavy.events].map((events) => events.map(({ is }) => is)),
      [
        ["began", "moved", "began", "done"],
        ["began", "done"],
      ],
    );
    for (const district of [large, small]) {
      const [errand] = await home.errands(district);
      assert.deepEqual([errand?.state, errand?.outcome, errand?.attempts], ["done", "applied", 0]);
    }
    // What was begun in vain is no run of the district's history; once synced, its true size counts.
    const [itsRuns, runs] = [await large.one(countRuns), await small.one(countRuns)];
    assert.deepEqual(itsRuns, runs);
    assert.equal(await isHeavyWaiting(home.queue), false);
    // The place of its own takes what is there too: without it, the light one must.
    await heavy.stop();
    await home.ask(large);
    await light.sees((event) => event.is === "done", 2);
  } finally {
    await home.close();
  }
});

const countRuns = "select count(*) as runs from run where district_id = $1";
