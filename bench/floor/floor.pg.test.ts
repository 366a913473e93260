import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { liveDay } from "@muster/sandbox/day.ts";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { migrate, migrationsFolder, readMigrations } from "@muster/sync/database/migrate.ts";
import { withEmptyDatabase } from "@muster/sync/database/test-database.ts";
import pg from "pg";
import { liveFloorDay } from "./floor-day.ts";
import { keepFloorHashes, loadFloor } from "./floor-load.ts";
import type { FloorPlace } from "./floor-place.ts";
import { copyColumns, floorTable } from "./floor-table.ts";

const form = { form: "oneroster-1.1", guardians: "in-users" } as const;
const tables = ["orgs", "academicSessions", "courses", "classes", "users", "enrollments"] as const;

async function withFloor(work: (client: pg.Client, folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-floor-"));
  await withEmptyDatabase(async (owner) => {
    const client = new pg.Client(owner);
    await client.connect();
    try {
      await migrate(client, await readMigrations(migrationsFolder));
      await work(client, folder);
    } finally {
      await client.end();
    }
  });
  await rm(folder, { recursive: true });
}

async function load(place: FloorPlace, folder: string): Promise<void> {
  await keepFloorHashes(place, await loadFloor(place, folder));
}

/** Every value but where in its file a record stood. */
async function contents(place: FloorPlace): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (const table of tables.map(floorTable)) {
    const columns = copyColumns(table).replace("record, line, ", "");
    const { rows } = await place.client.query(
      `select ${columns} from ${place.schema}.${table.name} order by sourced_id`,
    );
    all.push(...rows);
  }
  return all;
}

test("after a day the floor holds what a full load of that evening's files holds", async () => {
  await withFloor(async (client, folder) => {
    const monday = createDistrict(districtSizes.practice);
    const tuesday = liveDay(monday, { seed: 2, shareChanged: 0.05, leavers: 2, joiners: 2, newClasses: 1 });
    await writeRoster(monday, path.join(folder, "monday"), form);
    await writeRoster(tuesday, path.join(folder, "tuesday"), form);
    const days: FloorPlace = { client, schema: "days", folder };
    const whole: FloorPlace = { client, schema: "whole", folder };

    await load(days, path.join(folder, "monday"));
    const before = await contents(days);
    const day = await liveFloorDay(days, path.join(folder, "tuesday"));
    await load(whole, path.join(folder, "tuesday"));

    assert.ok(day.fresh > 30 && day.gone > 30);
    assert.notDeepEqual(await contents(days), before);
    assert.deepEqual(await contents(days), await contents(whole));
    assert.deepEqual(await liveFloorDay(days, path.join(folder, "tuesday")), { fresh: 0, gone: 0 });
  });
});

test("the floor has every index that Muster's tables have", async () => {
  await withFloor(async (client, folder) => {
    await writeRoster(createDistrict(districtSizes.practice), path.join(folder, "monday"), form);
    await load({ client, schema: "floor", folder }, path.join(folder, "monday"));
    const { rows } = await client.query<{ name: string; muster: number; floor: number }>(
      `select tablename as name, count(*) filter (where schemaname = 'public') as muster,
              count(*) filter (where schemaname = 'floor') as floor
         from pg_indexes where tablename = any ($1) group by tablename`,
      [tables.map((table) => floorTable(table).name)],
    );
    assert.equal(rows.length, tables.length);
    for (const { name, muster, floor } of rows) assert.equal(floor, muster, name);
  });
});
