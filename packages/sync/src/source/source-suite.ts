import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import type { Fault } from "../fault.ts";
import { testConnection } from "./network/test-connection.ts";
import {
  assertNoCanary,
  assertWhole,
  everythingOf,
  faultOf,
  openWorld,
  recordsOf,
  rowsOf,
  type SourceSetUp,
  type SuiteFault,
  type World,
} from "./source-suite-world.ts";
import { countByHand, readRoster } from "./test-read-roster.ts";

/** What is promised of every source that asks a server: proved against its stand-in. */
export function describeSource(name: string, setUp: SourceSetUp): void {
  const told = (title: string, work: (world: World) => Promise<void>) =>
    test(`${name}: ${title}`, async (t) => work(await openWorld(t, setUp)));
  for (const [title, work] of [...wholes, ...passing, ...lasting, ...careful]) told(title, work);
}

type Promised = readonly (readonly [title: string, work: (world: World) => Promise<void>])[];

const wholes: Promised = [
  [
    "delivers every collection as a file, each with a proof, and nothing else",
    async ({ kind, standIn, connect }) => {
      const delivery = await kind.fetch(await connect());
      await assertWhole(delivery, standIn);
      assert.ok(delivery.proofs.length > 0);
      for (const { of, by, received } of delivery.proofs) {
        assert.ok(["total", "checksum", "end"].includes(by), `${of} is proved by ${by} alone`);
        assert.ok(received >= 0);
      }
    },
  ],
  [
    "looks without taking anything along",
    async ({ kind, standIn, connect }) => {
      const connection = await connect();
      const sighting = await kind.look(connection);
      assert.notEqual(sighting.connectedTo, "");
      assert.ok(sighting.schools.length > 0);
      assert.ok(sighting.schools.every((school) => school.sourcedId !== "" && school.name !== ""));
      assert.deepEqual(sighting.notShared, []);
      assert.deepEqual(await readdir(connection.folder), []);
      assertNoCanary(standIn, sighting, connection.progress);
    },
  ],
  [
    "says at a look how many there are at each school, and delivers as many",
    async ({ kind, connect }) => {
      const { schools, uncounted } = await kind.look(await connect());
      const delivered = countByHand(await readRoster((await kind.fetch(await connect())).path));
      assert.equal(uncounted, undefined);
      assert.equal(schools.length, delivered.size);
      for (const { sourcedId, name, ...said } of schools) {
        const there = delivered.get(sourcedId);
        const staff = said.staff === undefined ? { teachers: there?.teachers } : { staff: there?.staff };
        assert.deepEqual(said, { students: there?.students, ...staff, classes: there?.classes }, name);
      }
    },
  ],
  ["I08 goes on after pages shorter than it asked for", whole({ kind: "short" })],
  ["goes on when the server gives fewer a page than it asked for", whole({ kind: "clamp", limit: 7 })],
  ["finds the end where nothing announces it", whole({ kind: "no-total" }, { kind: "no-links" })],
  [
    "delivers an emptied collection as an empty file, for the gates to hold",
    async ({ kind, standIn, connect }) => {
      standIn.faults.add({ on: standIn.large.route, kind: "emptied" });
      const delivery = await kind.fetch(await connect());
      assert.equal(
        (await recordsOf(delivery, standIn.large.file)) < rowsOf(standIn, standIn.large.file),
        true,
      );
    },
  ],
];

const passing: Promised = [
  [
    "I01 asks again for a page at which the server broke",
    whole({ kind: "status", status: 502, page: 2, times: 2 }),
  ],
  [
    "I02 waits as long as the server asks, and says so",
    async ({ kind, standIn, connect }) => {
      standIn.faults.add({
        on: standIn.large.route,
        kind: "status",
        status: 429,
        retryAfter: "40",
        page: 2,
        times: 1,
      });
      const connection = await connect();
      await assertWhole(await kind.fetch(connection), standIn);
      assert.ok(connection.waits.includes(40_000), String(connection.waits));
      assert.ok(connection.progress.some(({ what }) => /waiting for .+, 40 s/.test(what)));
    },
  ],
  [
    "asks again when the connection is cut in the middle of a page",
    whole({ kind: "reset", page: 2, times: 1 }),
  ],
  ["asks again when the server falls silent", whole({ kind: "hang", page: 2, times: 1 })],
  [
    "I03 goes on with another token when the first one ends",
    async (world) => {
      if (world.standIn.hasTokens) await whole({ kind: "expire-tokens", page: 2 })(world);
    },
  ],
  ["I07 loses nobody when a record appears while pages are turned", whole({ kind: "drift", page: 2 })],
  [
    "I07 loses nobody when a record vanishes while pages are turned",
    whole({ kind: "drift", by: "remove", page: 2, frozenTotal: true }),
  ],
];

const lasting: Promised = [
  [
    "I01 fails, and tries again later, when the server stays broken",
    failing(["source.server.failed"], "later", { kind: "status", status: 500 }),
  ],
  [
    "I20 fails, and tries again later, when the server is out of order",
    failing(["source.server.busy"], "later", { kind: "status", status: 503 }),
  ],
  [
    "fails for good when the sign-in is refused",
    failing(["source.sign-in.refused", "source.sharing.off"], "never", { kind: "status", status: 401 }),
  ],
  [
    "I09 fails at a page of HTML with status 200",
    failing(["source.answer.unreadable"], "later", { kind: "html", page: 2 }),
  ],
  [
    "I09 fails at an answer that breaks off",
    failing(["source.answer.unreadable"], "later", { kind: "truncated", page: 2 }),
  ],
  [
    "Q126 never takes a report of an error with status 200 for an empty list",
    failing(["source.collection.unreadable", "source.answer.unreadable"], "later", {
      kind: "body",
      json: { error: "no" },
    }),
  ],
  [
    "I06 fails at a server that gives the same page again",
    failing(["source.collection.stuck", "source.collection.moving"], "later", { kind: "stuck", page: 2 }),
  ],
  [
    "I10 follows no redirect",
    failing(["source.redirect.refused"], "never", { kind: "redirect", to: "http://127.0.0.1:9/x" }),
  ],
  [
    "I12 fails when a collection that is needed is kept from us, and delivers no empty list",
    async ({ kind, standIn, connect }) => {
      standIn.faults.add({ on: standIn.needed, kind: "status", status: 403 });
      const connection = await connect();
      const fault = await faultOf(kind.fetch(connection));
      assert.ok(["source.collection.refused", "source.access.refused"].includes(fault.code), fault.code);
      assert.equal(fault.retry, "never");
      assert.ok(!(await readdir(connection.folder)).includes("manifest.csv"));
    },
  ],
  [
    "I12 tells a collection that is not shared, and delivers no empty list of it",
    async ({ kind, standIn, connect }) => {
      const { spare } = standIn;
      if (spare === undefined) return;
      standIn.faults.add({ on: spare.route, kind: "status", status: 403 });
      const delivery = await kind.fetch(await connect());
      assert.ok(delivery.findings.some(({ code }) => code.startsWith("collection.")));
      assert.ok(!(await readdir(delivery.path)).includes(spare.file));
      assert.equal((await kind.look(await connect())).notShared.length, 1);
    },
  ],
];

const careful: Promised = [
  [
    "I16 stops at an answer without end",
    async ({ kind, standIn, connect }) => {
      for (const encoding of [undefined, "gzip"] as const) {
        const endless = encoding === undefined ? {} : { encoding };
        standIn.faults.clear();
        standIn.faults.add({ on: standIn.large.route, kind: "endless", ...endless });
        const { limits } = testConnection();
        const fault = await faultOf(
          kind.fetch(await connect({ limits: { ...limits, answerBytes: 1_000_000 } })),
        );
        assert.equal(fault.code, "source.answer.large");
      }
    },
  ],
  [
    "I16 stops at a collection larger than we take",
    async ({ kind, connect }) => {
      const { limits } = testConnection();
      const fault = await faultOf(
        kind.fetch(await connect({ limits: { ...limits, collectionBytes: 3_000 } })),
      );
      assert.equal(fault.code, "source.answer.large");
      assert.equal(fault.retry, "never");
    },
  ],
  [
    "ends at once when the run is cancelled",
    async ({ kind, standIn, connect }) => {
      const reason = new Error("somebody pressed stop");
      const before = await connect();
      before.abort(reason);
      await assert.rejects(kind.fetch(before), (error) => error === reason);
      standIn.faults.add({ on: standIn.large.route, kind: "hang", page: 2 });
      const during = await connect({ limits: { ...testConnection().limits, idleMs: 60_000 } });
      const fetching = kind.fetch(during);
      setTimeout(() => during.abort(reason), 300);
      await assert.rejects(fetching, (error) => error === reason);
    },
  ],
  [
    "lets no secret and no birth date into a file, a finding, a fault or the progress",
    async ({ kind, standIn, connect }) => {
      const connection = await connect();
      const delivery = await kind.fetch(connection);
      for (const file of await readdir(delivery.path))
        assertNoCanary(standIn, await readFile(path.join(delivery.path, file), "utf8"));
      assertNoCanary(standIn, delivery.proofs, delivery.findings, delivery.seen, connection.progress);
      for (const fault of [401, 403, 500].map((status): SuiteFault => ({ kind: "status", status }))) {
        standIn.faults.clear();
        standIn.faults.add({ ...fault, on: standIn.large.route });
        const failed = await connect();
        assertNoCanary(standIn, everythingOf(await faultOf(kind.fetch(failed))), failed.progress);
      }
      standIn.faults.clear();
      standIn.faults.add({ kind: "truncated", page: 2, on: standIn.large.route });
      assertNoCanary(standIn, everythingOf(await faultOf(kind.fetch(await connect()))));
    },
  ],
];

/** Everything arrives although these faults happen to the large listing. */
function whole(...faults: readonly SuiteFault[]): (world: World) => Promise<void> {
  return async ({ kind, standIn, connect }) => {
    standIn.faults.add(...faults.map((fault) => ({ ...fault, on: standIn.large.route })));
    await assertWhole(await kind.fetch(await connect()), standIn);
  };
}

/** Nothing is delivered while this fault happens to the large listing; and everything as soon as it is over. */
function failing(
  codes: readonly string[],
  retry: Fault["retry"],
  fault: SuiteFault,
): (world: World) => Promise<void> {
  return async ({ kind, standIn, connect }) => {
    standIn.faults.add({ ...fault, on: standIn.large.route });
    const connection = await connect();
    const thrown = await faultOf(kind.fetch(connection));
    assert.ok(codes.includes(thrown.code), `${thrown.code} is none of ${codes}`);
    assert.equal(thrown.retry, retry);
    const left = await readdir(connection.folder);
    assert.ok(!left.includes(standIn.large.file) && !left.includes("manifest.csv"), String(left));
    standIn.faults.clear();
    await assertWhole(await kind.fetch(await connect()), standIn);
  };
}
