import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { practiceDistrict } from "@muster/sandbox/practice.ts";
import {
  type CleverStandIn,
  startCleverStandIn,
} from "@muster/sandbox/stand-in/clever/start-clever-stand-in.ts";
import { type TestDistrict, withTestDistrict } from "../run/test-district.ts";
import { sourceKinds } from "../source/registry.ts";
import { makeKeyPair } from "../source/sftp/make-key-pair.ts";
import { goodPassword, startSftpServer, type TestSftpServer } from "../source/sftp/test-sftp-server.ts";
import { type SourceValues, sourceLimits } from "../source/source.ts";
import { addSource, changeSource, listSources, openSource } from "./connections.ts";
import { kindOf } from "./kind-of.ts";
import { lookAtSource } from "./look-at-source.ts";
import { type MadeKey, makeSourceKey } from "./make-source-key.ts";
import { type Rotated, rotateSource } from "./rotate-source.ts";
import type { SourceWorld } from "./source-world.ts";

/** A source that was looked at and enabled, and what a person may do with it. */
interface Enabled {
  readonly rotate: (given?: SourceValues, isAnew?: boolean) => Promise<Rotated>;
  readonly makeKey: () => Promise<MadeKey>;
  readonly look: () => Promise<unknown>;
  readonly values: () => Promise<SourceValues>;
  readonly state: () => Promise<string | undefined>;
}

async function enabled(
  { world, districtId }: TestDistrict,
  name: string,
  values: SourceValues,
): Promise<Enabled> {
  const all: SourceWorld = {
    ...{ ...world, kinds: sourceKinds, limits: sourceLimits, allowsPrivateHosts: true },
    ...{ signal: new AbortController().signal, wait: async () => undefined },
  };
  const kind = kindOf(sourceKinds, name);
  const sourceId = await addSource(world.db, world.keys, {
    ...{ districtId, kind, name, values, follows: undefined, joins: undefined, startsAt: undefined },
  });
  const at = { districtId, sourceId };
  const look = () => lookAtSource(all, at, () => undefined);
  await look();
  await changeSource(world, kind, at, { state: "enabled" });
  return {
    look,
    makeKey: () => makeSourceKey(all, kind, at),
    rotate: (given = {}, isAnew = false) => rotateSource(all, { ...at, given, isAnew }, () => undefined),
    values: async () => (await openSource(world.db, world.keys, districtId, sourceId)).values,
    state: async () =>
      (await listSources(world.db, districtId)).find((one) => one.sourceId === sourceId)?.state,
  };
}

async function clever(
  t: TestContext,
): Promise<{ readonly standIn: CleverStandIn; readonly values: SourceValues }> {
  const standIn = await startCleverStandIn({ district: practiceDistrict("monday") });
  t.after(() => standIn.close());
  const { token, clientId, clientSecret } = standIn.keys;
  return {
    standIn,
    values: {
      ...{ "district-id": standIn.districtId, "district-token": token, "base-url": standIn.origin },
      ...{ "client-id": clientId, "client-secret": clientSecret, "account-url": standIn.origin },
    },
  };
}

test("a token that Clever has replaced is found in its list, tested and kept, and the source goes on running", (t) =>
  withTestDistrict(async (district) => {
    const { standIn, values } = await clever(t);
    const source = await enabled(district, "clever", values);
    const token = standIn.reissue();
    await assert.rejects(source.look(), { code: "source.district.disconnected" });
    const rotated = await source.rotate();
    assert.equal(rotated.state === "replaced" && rotated.sighting.schools.length, 3);
    assert.equal((await source.values())["district-token"], token);
    assert.equal(await source.state(), "enabled");
  }));

test("a district that has taken the application away lists no token, and nothing is replaced", (t) =>
  withTestDistrict(async (district) => {
    const { standIn, values } = await clever(t);
    const source = await enabled(district, "clever", values);
    standIn.revoke();
    await assert.rejects(source.rotate(), { code: "source.district.disconnected" });
    assert.equal((await source.values())["district-token"], standIn.keys.token);
  }));

test("a mistyped token is refused also where Clever would list the right one", (t) =>
  withTestDistrict(async (district) => {
    const { standIn, values } = await clever(t);
    const source = await enabled(district, "clever", values);
    await assert.rejects(source.rotate({ "district-token": "0".repeat(40) }));
    assert.equal((await source.values())["district-token"], standIn.keys.token);
  }));

test("a typed secret that does not open the source leaves the old one in use", (t) =>
  withTestDistrict(async (district) => {
    const { standIn, values } = await clever(t);
    const { "client-id": _id, "client-secret": _secret, ...rest } = values;
    const source = await enabled(district, "clever", rest);
    await assert.rejects(source.rotate(), { code: "source.field.missing" });
    await assert.rejects(source.rotate({ "district-token": "0".repeat(40) }));
    assert.equal((await source.values())["district-token"], standIn.keys.token);
    assert.equal(await source.state(), "enabled");
    const token = standIn.reissue();
    assert.equal((await source.rotate({ "district-token": token })).state, "replaced");
    await source.look();
  }));

function siteValues(server: TestSftpServer, privateKey: string): SourceValues {
  return {
    ...{ host: "127.0.0.1", port: String(server.port), path: "/out", login: "roster" },
    ...{ "private-key": privateKey, "host-key": server.fingerprint },
  };
}

test("a new key pair waits until the site takes it, and the old one opens the site meanwhile", (t) =>
  withTestDistrict(async (district) => {
    const server = await startSftpServer(t);
    const old = makeKeyPair("old");
    server.authorized.add(old.publicKey);
    const source = await enabled(district, "sftp", siteValues(server, old.privateKey));
    const first = await source.rotate();
    assert.equal(first.state, "waiting");
    await assert.rejects(source.rotate(), { code: "source.sign-in.refused" });
    await source.look();
    assert.equal((await source.values())["private-key"], old.privateKey);
    const second = await source.rotate({}, true);
    assert.ok(
      first.state === "waiting" && second.state === "waiting" && first.publicKey !== second.publicKey,
    );
    server.authorized.add(second.publicKey);
    assert.equal((await source.rotate()).state, "replaced");
    server.authorized.delete(old.publicKey);
    await source.look();
    assert.equal(await source.state(), "enabled");
  }));

test("a first key pair waits while the password of a running site serves, and no second takes its place unasked", (t) =>
  withTestDistrict(async (district) => {
    const server = await startSftpServer(t);
    const password = { "private-key": "", password: goodPassword };
    const source = await enabled(district, "sftp", { ...siteValues(server, ""), ...password });
    const first = await source.makeKey();
    assert.deepEqual([first.isWaiting, await source.state()], [true, "enabled"]);
    await assert.rejects(source.makeKey(), {
      code: "source.key.kept",
      facts: { source: 2, isWaiting: true },
    });
    await assert.rejects(
      source.rotate(),
      { code: "source.sign-in.refused" },
      "the site does not know it yet",
    );
    const second = await source.rotate({}, true);
    assert.ok(second.state === "waiting" && second.publicKey !== first.publicKey);
    server.authorized.add(second.publicKey);
    assert.equal((await source.rotate()).state, "replaced");
    await assert.rejects(source.makeKey(), {
      code: "source.key.kept",
      facts: { source: 2, isWaiting: false },
    });
    assert.equal(await source.state(), "enabled");
  }));
