import assert from "node:assert/strict";
import { mkdir, readdir, rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { addSource, changeSource, listSources, openSource } from "../connection/connections.ts";
import { lookAtSource } from "../connection/look-at-source.ts";
import type { SourceWorld } from "../connection/source-world.ts";
import { Fault } from "../fault.ts";
import { folderSource } from "../source/folder/folder-source.ts";
import { type SourceKind, sourceLimits } from "../source/source.ts";
import type { RunWorld } from "./sync-request.ts";
import { syncSource } from "./sync-source.ts";
import { smallRoster, type TestDistrict, withTestDistrict, writeRoster } from "./test-district.ts";

const canary = "canary-Pa55word";

/** A source that does as the test says, and one secret that must show nowhere. */
function toldSource(fetch: SourceKind["fetch"]): SourceKind {
  return {
    kind: "told",
    label: "A source that does as it is told",
    fields: [
      { key: "path", label: "Path", help: "", type: "text", fallback: "" },
      { key: "password", label: "Password", help: "", type: "secret", fallback: "" },
    ],
    look: async () => ({
      ...{
        connectedTo: "told",
        files: [],
        schools: [],
        counts: {},
        notShared: [],
        oversharing: [],
        seen: {},
      },
    }),
    fetch,
  };
}

function worldOf({ world }: TestDistrict, ...kinds: readonly SourceKind[]): RunWorld & SourceWorld {
  return {
    ...world,
    kinds: new Map([folderSource, ...kinds].map((kind) => [kind.kind, kind])),
    limits: sourceLimits,
    allowsPrivateHosts: true,
    signal: new AbortController().signal,
    wait: async () => undefined,
  };
}

async function addFolder(
  district: TestDistrict,
  world: SourceWorld,
  place: string,
  more: { readonly joins?: number; readonly follows?: number } = {},
): Promise<number> {
  const { districtId } = district;
  const sourceId = await addSource(world.db, world.keys, {
    ...{ districtId, kind: folderSource, name: "Folder", values: { path: place } },
    ...{ joins: more.joins, follows: more.follows, startsAt: "02:30" },
  });
  await lookAtSource(world, { districtId, sourceId }, () => undefined);
  await changeSource(world, folderSource, { districtId, sourceId }, { state: "enabled" });
  return sourceId;
}

/** As files that have lain there since yesterday, by the clock of the test. */
async function age(district: TestDistrict, place: string): Promise<void> {
  const at = new Date(district.world.now().getTime() - 3_600_000);
  for (const name of await readdir(place)) await utimes(path.join(place, name), at, at);
}

const request = (district: TestDistrict, sourceId: number) => ({
  ...{ districtId: district.districtId, sourceId, operator: "olga", applies: true },
  onProgress: () => undefined,
});

test("a source that was looked at and enabled brings its roster, and leaves no file behind", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    const place = district.folder("site");
    await writeRoster(place, smallRoster);
    await age(district, place);
    const sourceId = await addFolder(district, world, place);
    const first = await syncSource(world, request(district, sourceId));
    assert.equal(first.outcome, "applied");
    assert.equal((await syncSource(world, request(district, sourceId))).outcome, "no_changes");
    const arrival = await district.one<{ state: string; run_id: number; proofs: unknown[] }>(
      "select state, run_id, proofs from arrival where district_id = $1 order by arrival_id limit 1",
    );
    assert.equal(arrival?.state, "fetched");
    assert.equal(arrival?.run_id, first.run);
    assert.ok((arrival?.proofs.length ?? 0) >= 4);
    assert.deepEqual(await readdir(path.join(world.home, "arrivals")), []);
  }));

test("nothing is enabled that nobody has looked at", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    const { districtId } = district;
    const values = { path: district.folder("site") };
    const sourceId = await addSource(world.db, world.keys, {
      ...{ districtId, kind: folderSource, name: "Folder", values },
      ...{ joins: undefined, follows: undefined, startsAt: undefined },
    });
    const enable = () => changeSource(world, folderSource, { districtId, sourceId }, { state: "enabled" });
    await assert.rejects(enable, { code: "source.look.needed" });
    await mkdir(values.path, { recursive: true });
    await lookAtSource(world, { districtId, sourceId }, () => undefined);
    await enable();
    await changeSource(world, folderSource, { districtId, sourceId }, { values: { path: "/elsewhere" } });
    assert.equal((await listSources(world.db, districtId)).at(-1)?.state, "draft");
    await assert.rejects(enable, { code: "source.look.needed" });
  }));

test("a source with the same IDs takes over from the uploads, and nobody comes twice", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    await district.sync(smallRoster);
    const place = district.folder("site");
    await writeRoster(place, smallRoster);
    await age(district, place);
    await assert.rejects(() => addFolder(district, world, place), { code: "source.follows.needed" });
    const sourceId = await addFolder(district, world, place, { follows: district.sourceId });
    assert.equal(sourceId, district.sourceId);
    const result = await syncSource(world, request(district, sourceId));
    assert.equal(result.applied, 0);
    const people = await district.one<{ count: number }>(
      "select count(*) as count from person where district_id = $1",
    );
    assert.equal(people?.count, 6);
  }));

test("guardians of a second source join the day's sync, and their failing stops nobody else", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    const [place, families] = [district.folder("site"), district.folder("families")];
    await writeRoster(place, smallRoster);
    await mkdir(families, { recursive: true });
    const header =
      "studentSourcedId,guardianSourcedId,givenName,familyName,email,mobile,homePhone,language,relationship,contactType";
    const lines = [header, "ben,dora,Dora,Birch,dora@home.example.org,2125550100,,,mother,Parent", ""];
    await writeFile(path.join(families, "guardians.csv"), lines.join("\r\n"));
    for (const folder of [place, families]) await age(district, folder);
    const sourceId = await addFolder(district, world, place);
    const joining = await addFolder(district, world, families, { joins: sourceId });
    const { districtId } = district;
    await changeSource(world, undefined, { districtId, sourceId: joining }, { state: "paused" });
    const rehearsed = await syncSource(world, { ...request(district, joining), applies: false });
    assert.equal(rehearsed.plan?.counts.student.create, 3, "planned with the roster it joins");
    assert.equal(rehearsed.plan?.counts.guardianship.create, 2, "and before it may bring anything");
    await changeSource(world, undefined, { districtId, sourceId: joining }, { state: "enabled" });
    const first = await syncSource(world, request(district, joining));
    assert.equal(first.outcome, "applied");
    assert.equal(first.plan?.counts.guardianship.create, 2);

    await rm(families, { recursive: true });
    const roster = { ...smallRoster, classes: smallRoster.classes.map((row) => ({ ...row, location: "7" })) };
    await writeRoster(place, roster);
    await age(district, place);
    const second = await syncSource(world, request(district, sourceId));
    assert.equal(second.outcome, "applied");
    assert.equal(second.findings.byCode["guardian.source.failed"], 1);
    assert.deepEqual(second.plan?.counts.guardianship, {
      ...{ create: 0, update: 0, archive: 0, restore: 0 },
      keep: second.plan?.counts.guardianship.keep,
    });
  }));

test("a source that cannot be reached is a run that failed, with its reason", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    const place = district.folder("site");
    await mkdir(place, { recursive: true });
    const sourceId = await addFolder(district, world, place);
    await rm(place, { recursive: true });
    await assert.rejects(() => syncSource(world, request(district, sourceId)), {
      code: "source.path.missing",
    });
    const run = await district.one<{ outcome: string; code: string }>(
      "select outcome, result->'fault'->>'code' as code from run where district_id = $1",
    );
    assert.deepEqual(run, { outcome: "failed", code: "source.path.missing" });
  }));

test("files that are still growing are left alone", () =>
  withTestDistrict(async (district) => {
    const place = district.folder("site");
    const users = path.join(place, "users.csv");
    const world = {
      ...worldOf(district),
      wait: () => writeFile(users, "more and more\n", { flag: "a" }),
    };
    await writeRoster(place, smallRoster);
    const now = district.world.now();
    for (const name of await readdir(place)) await utimes(path.join(place, name), now, now);
    const sourceId = await addFolder(district, world, place);
    await assert.rejects(() => syncSource(world, request(district, sourceId)), {
      code: "source.files.growing",
      retry: "later",
    });
  }));

test("three refused sign-ins pause a source, so that nobody's account is locked", () =>
  withTestDistrict(async (district) => {
    const { districtId } = district;
    const refusing = toldSource(async () => {
      throw new Fault("source.sign-in.refused", "never", "refused");
    });
    const world = worldOf(district, refusing);
    const sourceId = await addSource(world.db, world.keys, {
      ...{ districtId, kind: refusing, name: "Told", values: { password: canary } },
      ...{ joins: undefined, follows: undefined, startsAt: undefined },
    });
    await lookAtSource(world, { districtId, sourceId }, () => undefined);
    await changeSource(world, refusing, { districtId, sourceId }, { state: "enabled" });
    for (let attempt = 1; attempt <= 3; attempt += 1)
      await assert.rejects(() => syncSource(world, request(district, sourceId)), {
        code: "source.sign-in.refused",
      });
    assert.equal((await openSource(world.db, world.keys, districtId, sourceId)).state, "paused");
  }));

test("a password lies sealed in the database and nowhere else", () =>
  withTestDistrict(async (district) => {
    const { districtId } = district;
    let given = "";
    const failing = toldSource(async ({ values }) => {
      given = values.password ?? "";
      throw new Error(`our own mistake, with ${values.password}`);
    });
    const world = worldOf(district, failing);
    const sourceId = await addSource(world.db, world.keys, {
      ...{ districtId, kind: failing, name: "Told", values: { password: canary } },
      ...{ joins: undefined, follows: undefined, startsAt: undefined },
    });
    await assert.rejects(() => syncSource(world, request(district, sourceId)));
    assert.equal(given, canary);
    for (const table of ["source", "arrival", "run"]) {
      const rows = await district.one<{ text: string }>(
        `select string_agg(t::text, ' ') as text from ${table} t where district_id = $1`,
      );
      assert.ok(!(rows?.text ?? "").includes(canary), table);
    }
  }));

test("files that were synced are put away over there, and files that were refused stay", () =>
  withTestDistrict(async (district) => {
    const { districtId } = district;
    const place = district.folder("site");
    await writeRoster(place, smallRoster);
    let putAway = 0;
    const tidy: SourceKind = {
      ...toldSource(async () => ({ path: place, proofs: [], findings: [], seen: { taken: "today" } })),
      putAway: async ({ lastSeen }) => {
        assert.equal(lastSeen?.taken, "today");
        putAway += 1;
      },
    };
    const world = worldOf(district, tidy);
    const sourceId = await addSource(world.db, world.keys, {
      ...{ districtId, kind: tidy, name: "Told", values: {} },
      ...{ joins: undefined, follows: undefined, startsAt: undefined },
    });
    assert.equal((await syncSource(world, request(district, sourceId))).outcome, "applied");
    assert.equal(putAway, 1);
    await syncSource(world, { ...request(district, sourceId), applies: false });
    assert.equal(putAway, 1, "a plan takes nothing");
    await writeFile(path.join(place, "users.csv"), "");
    assert.equal((await syncSource(world, request(district, sourceId))).outcome, "rejected_input");
    assert.equal(putAway, 1);
  }));

test("a site that lets nothing be moved away spoils no sync, and it is kept why", () =>
  withTestDistrict(async (district) => {
    const place = district.folder("site");
    await writeRoster(place, smallRoster);
    const closed: SourceKind = {
      ...toldSource(async () => ({ path: place, proofs: [], findings: [], seen: {} })),
      putAway: async () => {
        throw new Fault("source.folder.refused", "never", "nothing may be moved there");
      },
    };
    const world = worldOf(district, closed);
    const sourceId = await addSource(world.db, world.keys, {
      ...{ districtId: district.districtId, kind: closed, name: "Told", values: {} },
      ...{ joins: undefined, follows: undefined, startsAt: undefined },
    });
    assert.equal((await syncSource(world, request(district, sourceId))).outcome, "applied");
    const arrival = await district.one<{ state: string; code: string }>(
      "select state, fault->>'code' as code from arrival where district_id = $1",
    );
    assert.deepEqual(arrival, { state: "fetched", code: "source.folder.refused" });
  }));
