import assert from "node:assert/strict";
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { addSource, changeSource } from "../connection/connections.ts";
import { lookAtSource } from "../connection/look-at-source.ts";
import type { SourceWorld } from "../connection/source-world.ts";
import { setSetting } from "../directory/settings.ts";
import { sftpSource } from "../source/sftp/sftp-source.ts";
import { goodPassword, startSftpServer, type TestSftpServer } from "../source/sftp/test-sftp-server.ts";
import { sourceLimits } from "../source/source.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";
import { syncSource } from "./sync-source.ts";
import {
  type Roster,
  smallRoster,
  type TestDistrict,
  withTestDistrict,
  writeRoster,
} from "./test-district.ts";
import { isThere, lookAt } from "./test-look.ts";

/** A district that is fetched from an SFTP server, and has been once. */
interface Served {
  readonly server: TestSftpServer;
  readonly district: TestDistrict;
  /** Lays a roster out at the server, written so many hours before the clock of the test. */
  readonly lay: (roster: Roster, hoursAgo?: number) => Promise<void>;
  /** Fetches and syncs; the limits are those of a server that is given little time. */
  readonly sync: (given?: Partial<RunWorld & SourceWorld>) => Promise<SyncResult>;
  /** Syncs and holds it to have failed with that code, with nothing changed and nothing left of what had come. */
  readonly fails: (code: string, given?: Partial<RunWorld & SourceWorld>) => Promise<void>;
  readonly change: (values: Readonly<Record<string, string>>) => Promise<void>;
}

const limits = { ...sourceLimits, idleMs: 200, attempts: 2, listed: 1_000 };
const hourMs = 3_600_000;
const written: Roster = {
  ...smallRoster,
  classes: smallRoster.classes.map((row) => ({ ...row, location: "12" })),
};

function withServedDistrict(t: TestContext, work: (served: Served) => Promise<void>): Promise<void> {
  return withTestDistrict(async (district) => {
    const server = await startSftpServer(t);
    const served = await openServed(district, server);
    await served.lay(smallRoster);
    assert.equal((await served.sync()).outcome, "applied");
    await work(served);
  });
}

async function openServed(district: TestDistrict, server: TestSftpServer): Promise<Served> {
  const { districtId, db } = district;
  const world: RunWorld & SourceWorld = {
    ...{ ...district.world, limits, allowsPrivateHosts: true, wait: async () => undefined },
    ...{ kinds: new Map([[sftpSource.kind, sftpSource]]), signal: new AbortController().signal },
  };
  const lay: Served["lay"] = async (roster, hoursAgo = 3) => {
    const place = district.folder("export");
    await writeRoster(place, roster);
    const mtime = (world.now().getTime() - hoursAgo * hourMs) / 1000;
    for (const name of await readdir(place))
      server.files.set(`/out/${name}`, { bytes: readFileSync(path.join(place, name)), mtime });
  };
  await lay(smallRoster);
  const values = { host: "127.0.0.1", port: String(server.port), path: "/out", login: "roster" };
  const sourceId = await addSource(db, world.keys, {
    ...{ districtId, kind: sftpSource, name: "Export", joins: undefined, follows: undefined },
    ...{ startsAt: undefined, values: { ...values, password: goodPassword, "host-key": server.fingerprint } },
  });
  const where = { districtId, sourceId };
  const change: Served["change"] = async (changed) => {
    await changeSource(world, sftpSource, where, { values: changed });
  };
  await lookAtSource(world, where, () => undefined);
  await changeSource(world, sftpSource, where, { state: "enabled" });
  const sync: Served["sync"] = (given = {}) =>
    syncSource(
      { ...world, ...given },
      { ...where, operator: "olga", applies: true, onProgress: () => undefined },
    );
  const fails: Served["fails"] = async (code, given = {}) => {
    const before = await lookAt(db, districtId, isThere);
    const snapshots = await snapshotsOf(district);
    await assert.rejects(sync(given), { code });
    const run = await district.one(
      "select outcome, result->'fault'->>'code' as code from run where district_id = $1 order by run_id desc limit 1",
    );
    assert.deepEqual(run, { outcome: "failed", code });
    assert.deepEqual(await lookAt(db, districtId, isThere), before, `${code} changed the directory`);
    assert.deepEqual(await snapshotsOf(district), snapshots, `${code} left a snapshot`);
    assert.deepEqual(await readdir(path.join(world.home, "arrivals")), [], `${code} left files`);
  };
  return { server, district, lay, sync, fails, change };
}

function snapshotsOf(district: TestDistrict): Promise<Record<string, unknown> | undefined> {
  return district.one(
    "select count(*) as count, max(snapshot_id) as newest from snapshot where district_id = $1",
  );
}

test("whatever breaks on the way from an SFTP server, nobody's roster changes, and the next whole files are taken", (t) =>
  withServedDistrict(t, async ({ server, district, lay, sync, fails, change }) => {
    const { mischief } = server;
    const whole = async (): Promise<void> => {
      for (const name of Object.keys(mischief) as (keyof typeof mischief)[]) delete mischief[name];
      await lay(written);
    };
    await whole();
    mischief.onRead = () => "cut"; // A19
    await fails("source.transfer.cut");
    mischief.onRead = () => "silence"; // A21
    await fails("source.transfer.timeout");
    mischief.onRead = () => "answer";
    let clock = district.world.now().getTime();
    const now = (): Date => {
      clock += 1_000;
      return new Date(clock);
    };
    await fails("source.transfer.timeout", { now, limits: { ...limits, collectionMs: 500 } }); // A20
    await whole();
    mischief.failsAfter = 0; // A22
    await fails("source.listing.failed");
    await whole();
    mischief.isClosed = true; // A16
    await fails("source.folder.refused");
    await whole();
    mischief.isEndless = true; // A23
    await fails("source.listing.long");
    await whole();
    let swaps = 0;
    mischief.onRead = (file) => {
      const { mtime = 0 } = server.files.get(file) ?? {};
      swaps += 1;
      server.files.set(file, { bytes: Buffer.from(`half of ${swaps}`), mtime: mtime + swaps }); // A12, A13
      return "answer";
    };
    await fails("source.file.changed");
    await whole();
    mischief.onRead = () => {
      server.files.delete("/out/users.csv"); // A26
      return "answer";
    };
    await fails("source.file.vanished");
    await whole();
    await lay(written, 0);
    mischief.onListed = (times) =>
      void server.files.set("/out/users.csv", { bytes: Buffer.alloc(times), mtime: times }); // A01
    await fails("source.files.growing");
    await whole();
    await change({ "host-key": `SHA256:${"x".repeat(43)}` }); // A18
    await fails("source.hostkey.changed");
    await change({ "host-key": server.fingerprint, password: "Sesame-2" }); // A17
    await fails("source.sign-in.refused");
    await change({ password: goodPassword });
    assert.equal((await sync()).outcome, "applied");
    assert.equal((await sync()).outcome, "no_changes");
  }));

const skip = process.platform !== "linux";

test(
  "a disk of ours that is full while a roster is fetched leaves nothing of it, and nobody changes",
  { skip },
  (t) =>
    withServedDistrict(t, async ({ server, district, lay, sync, fails }) => {
      const arrivals = path.join(district.world.home, "arrivals");
      await lay(written);
      server.mischief.onListed = () => {
        for (const found of readdirSync(arrivals, { recursive: true, withFileTypes: true }))
          if (found.isDirectory())
            symlinkSync("/dev/full", path.join(found.parentPath, found.name, "classes.csv"));
      };
      await fails("storage.disk.full");
      delete server.mischief.onListed;
      assert.equal((await sync()).outcome, "applied");
    }),
);

test("a file that a server leaves out of its listing is a file that is missing, and takes nobody away", (t) =>
  withServedDistrict(t, async ({ server, district, lay, sync }) => {
    await lay(written);
    const before = await lookAt(district.db, district.districtId, isThere);
    for (const name of ["users", "classes", "enrollments"]) {
      const left = server.files.get(`/out/${name}.csv`);
      assert.ok(left);
      server.files.delete(`/out/${name}.csv`);
      const { outcome, findings } = await sync();
      assert.equal(outcome, "rejected_input", name);
      assert.equal(findings.byCode["file.required.missing"], 1, name);
      server.files.set(`/out/${name}.csv`, left);
    }
    assert.deepEqual(await lookAt(district.db, district.districtId, isThere), before);
    assert.equal((await sync()).outcome, "applied");
  }));

test("users of today beside enrollments of last week wait for a person, and for nobody once all come together", (t) =>
  withServedDistrict(t, async ({ server, district, lay, sync }) => {
    const { db, districtId } = district;
    const age = (name: string, hours: number): void => {
      const file = server.files.get(`/out/${name}.csv`);
      assert.ok(file);
      file.mtime -= hours * 3_600;
    };
    await lay(written);
    age("orgs", 2_000);
    age("users", 5);
    age("enrollments", 168);
    const before = await lookAt(db, districtId, isThere);
    const { outcome, gates, findings } = await sync();
    assert.equal(outcome, "held");
    assert.equal(findings.byCode["input.files.aged"], 1);
    assert.deepEqual(
      gates.map(({ code, observed, facts }) => [code, observed, facts]),
      [
        [
          "gate.files.aged",
          1,
          {
            ...{ file: "enrollments.csv", newest: "classes.csv", hours: 168 },
            ...{ files: "enrollments.csv (168 h)", window: 6 },
          },
        ],
      ],
    );
    assert.deepEqual(await lookAt(db, districtId, isThere), before);
    assert.equal((await sync()).outcome, "held", "it waits as long as nobody decides");
    await lay(written);
    assert.equal((await sync()).outcome, "applied");
  }));

test("a district whose system writes only the files that changed says so once, and nothing waits for their age", (t) =>
  withServedDistrict(t, async ({ server, district, lay, sync }) => {
    await lay(written);
    const old = server.files.get("/out/enrollments.csv");
    assert.ok(old);
    old.mtime -= 168 * 3_600;
    await setSetting(district.db, district.districtId, "files.window-hours", "200", "olga");
    const { outcome, findings } = await sync();
    assert.deepEqual([outcome, findings.byCode["input.files.aged"] ?? 0], ["applied", 0]);
  }));

test("a file from the future is taken with a word about its sender's clock, and no other is old beside it", (t) =>
  withServedDistrict(t, async ({ server, lay, sync }) => {
    await lay(written);
    const users = server.files.get("/out/users.csv");
    assert.ok(users);
    users.mtime += 4 * 365 * 86_400;
    for (const [name, file] of server.files) if (!name.endsWith("users.csv")) file.mtime -= 6 * 3_600;
    const { outcome, findings } = await sync();
    assert.equal(outcome, "applied");
    assert.equal(findings.byCode["input.file.future"], 1);
    assert.equal(findings.byCode["input.files.aged"] ?? 0, 0);
  }));
