import assert from "node:assert/strict";
import { test } from "node:test";
import { createDistrict } from "../directory/districts.ts";
import { refreshStatistics } from "./refresh-statistics.ts";
import { withTestDatabase } from "./test-database.ts";

test("a small district does not wait for the statistics of a large one", () =>
  withTestDatabase(async (db) => {
    const { districtId: large } = await createDistrict(db, "Large");
    const { districtId: small } = await createDistrict(db, "Small");
    let letGo = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    let tell = (): void => undefined;
    const analysed = new Promise<void>((resolve) => {
      tell = resolve;
    });
    const first = db.session(large, (session) =>
      session.write(async (tx) => {
        await refreshStatistics(tx, ["person", "membership"], 500_000);
        tell();
        await held;
      }),
    );
    await analysed;
    const analyse = (rows: number): Promise<void> =>
      db.session(small, (session) =>
        session.write(async (tx) => {
          await tx.query("set local lock_timeout = '300ms'");
          await refreshStatistics(tx, ["person", "membership"], rows);
        }),
      );
    try {
      await analyse(900);
      await assert.rejects(() => analyse(500_000), "whoever writes much waits its turn");
    } finally {
      letGo();
      await first;
    }
  }));
