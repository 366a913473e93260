import assert from "node:assert/strict";
import { test } from "node:test";
import { smallRoster, type TestDistrict, withTestDistrict, writeRoster } from "../run/test-district.ts";
import { folderSource } from "../source/folder/folder-source.ts";
import { sourceLimits } from "../source/source.ts";
import { addSource, openSource } from "./connections.ts";
import { fetchSource } from "./fetch-source.ts";
import type { SourceWorld } from "./source-world.ts";

async function addFolder(district: TestDistrict, world: SourceWorld): Promise<number> {
  const folder = district.folder("site");
  await writeRoster(folder, smallRoster);
  return addSource(world.db, world.keys, {
    ...{ districtId: district.districtId, kind: folderSource, name: "Folder" },
    values: { path: folder, "quiet-seconds": "0" },
    ...{ joins: undefined, follows: undefined, startsAt: undefined },
  });
}

/** An attempt to fetch that gave its last sign of life so many minutes ago. */
async function leave(district: TestDistrict, sourceId: number, arrivalId: number, minutes: number) {
  const { db, districtId, world } = district;
  const aliveAt = new Date(world.now().getTime() - minutes * 60_000).toISOString();
  await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query(
        `insert into arrival (district_id, arrival_id, source_id, asked_by, state, started_at, alive_at)
         values ($1, $2, $3, 'nightly', 'fetching', $4, $4)`,
        [districtId, arrivalId, sourceId, aliveAt],
      ),
    ),
  );
}

test("a fetch whose process was killed is no work under way any more once the next one begins", () =>
  withTestDistrict(async (district) => {
    const { districtId } = district;
    const world: SourceWorld = {
      ...district.world,
      ...{ kinds: new Map([[folderSource.kind, folderSource]]), limits: sourceLimits },
      ...{ allowsPrivateHosts: false, signal: new AbortController().signal, wait: async () => undefined },
    };
    const sourceId = await addFolder(district, world);
    await leave(district, sourceId, 101, 5);
    await leave(district, sourceId, 102, 0);
    const source = await openSource(world.db, world.keys, districtId, sourceId);
    await (await fetchSource(world, source, "nightly", () => undefined)).close();
    const arrival = (arrivalId: number) =>
      district.one(
        "select state, fault->>'code' as code from arrival where district_id = $1 and arrival_id = $2",
        arrivalId,
      );
    assert.deepEqual(await arrival(101), { state: "failed", code: "run.process.died" });
    assert.deepEqual(await arrival(102), { state: "fetching", code: null }, "another process may be at it");
  }));
