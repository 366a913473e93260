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
    await db
      .session(small, (session) =>
        session.write(async (tx) => {
          await tx.query("set local lock_timeout = '2s'");
          await refreshStatistics(tx, ["person", "membership"], 900);
          await assert.rejects(
            () => refreshStatistics(tx, ["person"], 500_000),
            "one that writes much does wait",
          );
        }),
      )
      .catch((error: unknown) => {
        letGo();
        // The refused statement has ended the transaction, which is all it had to do.
        assert.ok(error instanceof Error);
      });
    letGo();
    await first;
  }));
