import assert from "node:assert/strict";
import { test } from "node:test";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import { newSis } from "@muster/sandbox/new-sis.ts";
import { practiceDistrict } from "@muster/sandbox/practice.ts";
import {
  type CleverStandIn,
  startCleverStandIn,
} from "@muster/sandbox/stand-in/clever/start-clever-stand-in.ts";
import type { StandInFault } from "@muster/sandbox/stand-in/http/fault.ts";
import {
  type OneRosterStandIn,
  type OneRosterStandInOptions,
  startOneRosterStandIn,
} from "@muster/sandbox/stand-in/oneroster/start-oneroster-stand-in.ts";
import { addSource, changeSource } from "../connection/connections.ts";
import { lookAtSource } from "../connection/look-at-source.ts";
import type { SourceWorld } from "../connection/source-world.ts";
import { showRun } from "../directory/runs.ts";
import { Fault } from "../fault.ts";
import { sourceKinds } from "../source/registry.ts";
import { type SourceValues, sourceLimits } from "../source/source.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";
import { syncSource } from "./sync-source.ts";
import { type TestDistrict, withTestDistrict } from "./test-district.ts";
import { isThere, lookAt } from "./test-look.ts";

/**
 * Group I of the reliability catalogue, from the server's fault to the district's directory: what passes is waited
 * for, what stays is a run that failed or is held, and whatever it is, everybody stays as they were.
 */
const roster = practiceDistrict("monday");
const tuesday = practiceDistrict("tuesday");
const limits = { ...sourceLimits, attempts: 3, idleMs: 500, answerBytes: 1_000_000, listed: 400 };
const oauth2 = { kind: "oauth2", clientId: "k", clientSecret: "s" } as const;

interface Synced<Server> {
  readonly server: Server;
  readonly district: TestDistrict;
  readonly sync: (now?: () => Date, more?: Partial<SourceWorld>) => Promise<SyncResult>;
  readonly look: () => Promise<readonly string[]>;
}

/** A source as a person sets it up, its first sync, and then what the test does. */
async function synced<Server>(
  server: Server & { readonly close: () => Promise<void> },
  kindName: string,
  values: SourceValues,
  work: (synced: Synced<Server>) => Promise<void>,
): Promise<void> {
  try {
    await withTestDistrict(async (district) => {
      const { districtId } = district;
      const world = (now = () => new Date()): RunWorld & SourceWorld => ({
        ...{ ...district.world, now, kinds: sourceKinds, limits, allowsPrivateHosts: true },
        ...{ signal: new AbortController().signal, wait: async () => undefined },
      });
      const { db, keys } = district.world;
      const kind = sourceKinds.get(kindName);
      assert.ok(kind);
      const sourceId = await addSource(db, keys, {
        ...{ districtId, kind, name: kindName, values },
        ...{ follows: undefined, joins: undefined, startsAt: undefined },
      });
      await lookAtSource(world(), { districtId, sourceId }, () => undefined);
      await changeSource(world(), kind, { districtId, sourceId }, { state: "enabled" });
      const request = { districtId, sourceId, operator: "nightly", applies: true };
      const sync: Synced<Server>["sync"] = (now, more) =>
        syncSource({ ...world(now), ...more }, { ...request, onProgress: () => undefined });
      assert.equal((await sync()).outcome, "applied");
      await work({ server, district, sync, look: () => lookAt(db, districtId, isThere) });
    });
  } finally {
    await server.close();
  }
}

async function byOneRoster(
  work: (synced: Synced<OneRosterStandIn>) => Promise<void>,
  more: Partial<OneRosterStandInOptions> = {},
): Promise<void> {
  const server = await startOneRosterStandIn({ roster, version: "1.2", auth: oauth2, ...more });
  const vendor = more.version === "1.1" ? "skyward" : "generic-1.2";
  const values = { address: server.origin, vendor, "client-id": "k", "client-secret": "s" };
  await synced<OneRosterStandIn>(server, "oneroster-rest", { ...values, "page-size": "30" }, work);
}

async function byClever(work: (synced: Synced<CleverStandIn>) => Promise<void>): Promise<void> {
  const server = await startCleverStandIn({ district: roster });
  const { token } = server.keys;
  const values = { "district-id": server.districtId, "district-token": token, "base-url": server.origin };
  await synced<CleverStandIn>(server, "clever", values, work);
}

const passing: readonly (readonly [string, StandInFault])[] = [
  ["I01", { on: "users", kind: "status", status: 502, page: 2, times: 2 }],
  ["I02", { on: "users", kind: "status", status: 429, retryAfter: "40", page: 2, times: 1 }],
  ["I03", { on: "users", kind: "expire-tokens", page: 2 }],
  ["I05", { on: "users", kind: "drift", page: 2 }],
  ["I07", { on: "users", kind: "drift", by: "remove", page: 2, frozenTotal: true }],
  ["I08", { on: "users", kind: "short" }],
];

test("what passes at a server is waited for, and everybody is there (I01, I02, I03, I05, I07, I08)", () =>
  byOneRoster(async ({ server, sync, look }) => {
    const before = await look();
    for (const [name, fault] of passing) {
      server.faults.clear();
      server.faults.add(fault);
      const { outcome, findings } = await sync();
      assert.equal(outcome, "no_changes", `${name}: ${JSON.stringify(findings.byCode)}`);
      assert.deepEqual(await look(), before, name);
    }
  }));

const lasting: readonly (readonly [string, StandInFault, string, string])[] = [
  ["I01", { on: "users", kind: "status", status: 502, page: 2 }, "source.server.failed", "later"],
  ["I02", { on: "users", kind: "status", status: 429, page: 2 }, "source.server.busy", "later"],
  ["I05", { on: "users", kind: "drift", page: 2, times: 9 }, "source.collection.moving", "later"],
  ["I06", { on: "users", kind: "stuck", page: 2 }, "source.collection.stuck", "later"],
  ["I09", { on: "users", kind: "truncated", page: 2 }, "source.answer.unreadable", "later"],
  ["I09", { on: "users", kind: "html", page: 2 }, "source.answer.unreadable", "later"],
  ["I10", { on: "users", kind: "redirect", to: "http://127.0.0.1:9/" }, "source.redirect.refused", "never"],
  ["I16", { on: "users", kind: "endless" }, "source.answer.large", "never"],
  ["I20", { kind: "status", status: 503 }, "source.server.busy", "later"],
];

test("what stays is a run that failed with its reason, and nothing is changed (I01, I02, I05, I06, I09, I10, I16, I20)", () =>
  byOneRoster(async ({ server, district, sync, look }) => {
    const before = await look();
    // Whoever read half of Tuesday would change something.
    server.replace(tuesday);
    for (const [name, fault, code, retry] of lasting) {
      server.faults.clear();
      server.faults.add(fault);
      await assert.rejects(sync(), { code, retry }, name);
      assert.deepEqual(await endOf(district), { outcome: "failed", code }, name);
      assert.deepEqual(await look(), before, name);
    }
    server.faults.clear();
    assert.ok((await sync()).applied > 0, "and Tuesday comes when the server is itself again");
  }));

function endOf({ one }: TestDistrict) {
  return one(
    "select outcome, result->'fault'->>'code' as code from run where district_id = $1 order by run_id desc limit 1",
  );
}

test("I04 an emptied list of people is held, and everybody stays", () =>
  byOneRoster(async ({ server, sync, look }) => {
    const before = await look();
    server.faults.add({ on: "users", kind: "emptied" });
    const { outcome, gates } = await sync();
    assert.equal(outcome, "held");
    assert.ok(
      gates.some(({ code, facts }) => code === "gate.collection.empty" && facts.table === "users"),
      JSON.stringify(gates),
    );
    assert.deepEqual(await look(), before);
  }));

test("I12 a list that is needed and kept from us holds everything, and the run says which and what to do", () =>
  byOneRoster(async ({ server, district, sync, look }) => {
    const before = await look();
    server.replace(tuesday);
    for (const [collection, status] of [
      ["enrollments", 403],
      ["orgs", 404],
    ] as const) {
      server.faults.clear();
      server.faults.add({ on: collection, kind: "status", status });
      const result = await sync();
      assert.deepEqual([result.outcome, result.applied, result.held], ["held", 0, 0]);
      const [gate] = result.gates;
      assert.equal(gate?.code, "gate.collection.missing");
      assert.deepEqual(gate?.facts, { collection, status });
      const shown = await showRun(district.db, district.districtId, result.run);
      assert.equal(shown.outcome, "held");
      assert.deepEqual(shown.findings, [
        {
          code: "collection.needed.refused",
          severity: "blocking",
          count: 1,
          file: `${collection}.csv`,
          line: null,
        },
      ]);
      assert.deepEqual(await look(), before);
    }
    server.faults.clear();
    assert.ok((await sync()).applied > 0, "and Tuesday comes when it is shared again");
  }));

test("I12 a list that a roster can do without may be missing: the rest is taken, and its records stay", () =>
  byOneRoster(async ({ server, district, sync }) => {
    server.replace(tuesday);
    server.faults.add({ on: "courses", kind: "status", status: 404 });
    const { applied, findings } = await sync();
    assert.ok(applied > 0);
    assert.equal(findings.byCode["collection.access.refused"], 1);
    const kept = "select count(*) as courses from source_course where district_id = $1 and ended_by is null";
    assert.ok(Number((await district.one(kept))?.courses) > 0);
  }));

test("I12 contacts that Clever shared and shares no longer hold everything, and families stay", () =>
  byClever(async ({ server, sync, look }) => {
    const before = await look();
    server.become(tuesday);
    server.refuse("contact", 403);
    const { outcome, gates } = await sync();
    assert.equal(outcome, "held");
    assert.deepEqual(
      gates.map(({ code, facts }) => [code, facts]),
      [["gate.collection.missing", { collection: "contacts", status: 403 }]],
    );
    assert.deepEqual(await look(), before);
  }));

test("I19 a server that gives another district's roster, as a vendor's sandbox does, changes nothing", () =>
  byOneRoster(async ({ server, sync, look }) => {
    const before = await look();
    server.replace(newSis(createDistrict({ ...districtSizes.practice, seed: 99 }), 7));
    const { outcome, applied, gates } = await sync();
    assert.deepEqual([outcome, applied], ["held", 0]);
    assert.ok(
      gates.some(({ code }) => code === "gate.district.wrong"),
      JSON.stringify(gates.map(({ code }) => code)),
    );
    assert.deepEqual(await look(), before);
  }));

test("I18 a clock that is wrong by seven minutes is a run that failed, and says by how much", () =>
  byOneRoster(
    async ({ district, sync, look }) => {
      const before = await look();
      const fault: unknown = await sync(() => new Date(Date.now() - 7 * 60_000)).catch(
        (error: unknown) => error,
      );
      assert.ok(fault instanceof Fault);
      assert.deepEqual([fault.code, fault.facts.minutes], ["source.clock.differs", 7]);
      assert.deepEqual(await endOf(district), { outcome: "failed", code: "source.clock.differs" });
      assert.deepEqual(await look(), before);
    },
    { version: "1.1", auth: { kind: "oauth1", key: "k", secret: "s" } },
  ));

test("a server that announces much is let go before the rest is fetched, and the history says nothing of it", () =>
  byOneRoster(async ({ server, district, sync }) => {
    const count = "select count(*)::int as runs from run where district_id = $1";
    const runs = await district.one(count);
    const [stop, heard] = [new AbortController(), new Set<number>()];
    const onFetched = (bytes: number): void => {
      heard.add(bytes);
      if (bytes > 50_000) stop.abort(new Error("it needs a place of its own"));
    };
    server.forget();
    const fault: unknown = await sync(undefined, { signal: stop.signal, onFetched }).catch(
      (error: unknown) => error,
    );
    assert.ok(fault instanceof Fault && fault.code === "run.signal.interrupted", String(fault));
    assert.ok(heard.has(1_080 * 80), [...heard].join());
    const pages = server.asked.filter(({ name }) => name === "enrollments").length;
    assert.ok(pages <= 2, `${pages} pages of enrollments were fetched`);
    assert.deepEqual(await district.one(count), runs);
  }));
