import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { dropFolder } from "@muster/sync/source/drop/drop-folder.ts";
import { goodPassword, startSftpServer } from "@muster/sync/source/sftp/test-sftp-server.ts";
import type { TestHttp, TestVisitor } from "../test-http.ts";
import { testVisits } from "../test-visits.ts";

/** A password that no other text of an answer holds. */
const canary = "Canary-Zq8-never-shown";

testVisits("sources over HTTP", {
  "the secrets of a source go in and never come out, whatever is asked": async ({ as, app }) => {
    const manager = await as("data-manager");
    const values = {
      host: "sftp.example.org",
      login: "roster",
      password: canary,
      "host-key": `SHA256:${"a".repeat(43)}`,
    };
    const body = { kind: "sftp", name: "Site", values, follows: "separate", startsAt: "02:30" };
    const added = await manager.ask("POST", "/api/v1/sources", body);
    assert.equal(added.status, 200, JSON.stringify(added.body));
    const { source } = added.body;
    const shown = await manager.ask("GET", `/api/v1/sources/${source}`);
    assert.deepEqual(shown.body.secrets, ["password"]);
    assert.equal(shown.body.known.login, "roster");
    assert.equal(shown.body.state, "draft");
    const addresses = [
      ...["/sources", `/sources/${source}`, `/sources/${source}/check`, `/sources/${source}/arrivals`],
      ...[`/sources/${source}/timeline`, `/sources/${source}/live?seconds=0`, "/source-kinds", "/start"],
    ];
    for (const address of addresses) {
      const { status, body } = await manager.ask("GET", `/api/v1${address}`);
      assert.equal(status, 200, address);
      assert.ok(!JSON.stringify(body).includes(canary), address);
    }
    const reference = await app.inject({ url: "/api/v1/reference/json" });
    assert.ok(!reference.payload.includes(canary));
  },

  "whoever leads a source to another server types its secrets anew": async ({ as }) => {
    const manager = await as("data-manager");
    const source = await addSite(manager, { password: canary });
    const moved = await manager.ask("PATCH", `/api/v1/sources/${source}`, {
      values: { host: "elsewhere.example.org" },
    });
    assert.equal(moved.body.code, "source.field.missing");
    const tried = await manager.ask("POST", "/api/v1/sources/look", {
      ...{ kind: "sftp", source, values: { host: "elsewhere.example.org", login: "roster" } },
    });
    assert.equal(tried.body.code, "source.field.missing");
    const given = { host: "elsewhere.example.org", password: "another" };
    assert.equal((await manager.ask("PATCH", `/api/v1/sources/${source}`, { values: given })).status, 200);
    assert.equal((await manager.ask("PATCH", `/api/v1/sources/${source}`, { name: "Renamed" })).status, 200);
  },

  "a folder of the server's own disk is set up by nobody from afar": async ({ as }) => {
    const owner = await as("owner");
    const body = { kind: "folder", name: "Disk", values: { path: "/" }, follows: "separate" };
    assert.equal((await owner.ask("POST", "/api/v1/sources", body)).body.code, "source.kind.unknown");
    const { kind, values } = body;
    const tried = await owner.ask("POST", "/api/v1/sources/look", { kind, values });
    assert.equal(tried.body.code, "source.kind.unknown");
  },

  "a site is tried, its key compared, saved, looked at, checked and enabled, each a step of its own": async (
    http,
    t,
  ) => {
    const site = await startSftpServer(t);
    const at = Math.floor(Date.UTC(2026, 7, 31) / 1000);
    const users = "sourcedId,role,givenName,familyName,orgSourcedIds\ns1,student,Ana,Alder,S1\n";
    site.files.set("/out/users.csv", { bytes: Buffer.from(users), mtime: at });
    const { ask } = await withInnerHosts(http);
    const values = { host: "127.0.0.1", port: String(site.port), path: "/out", login: "roster" };
    const tryIt = (more: object) =>
      ask("POST", "/api/v1/sources/look", { kind: "sftp", values: { ...values, ...more } });
    const stranger = await tryIt({ password: goodPassword });
    assert.equal(stranger.body.code, "source.hostkey.unknown");
    assert.equal(stranger.body.facts.fingerprint, site.fingerprint);
    assert.deepEqual(site.tried, [], "no password goes to a server that nobody has compared");
    const seen = await tryIt({ password: goodPassword, "host-key": site.fingerprint });
    assert.equal(seen.status, 200, JSON.stringify(seen.body));
    assert.deepEqual(
      seen.body.files.map(({ name }: { name: string }) => name),
      ["users.csv"],
    );
    const given = { ...values, password: goodPassword, "host-key": site.fingerprint };
    const body = { kind: "sftp", name: "Site", values: given, follows: "separate", startsAt: "02:30" };
    const { source } = (await ask("POST", "/api/v1/sources", body)).body;
    const early = await ask("POST", `/api/v1/sources/${source}/enable`, {});
    assert.equal(early.body.code, "source.look.needed");
    assert.equal((await ask("POST", `/api/v1/sources/${source}/look`)).status, 200);
    const enabled = await ask("POST", `/api/v1/sources/${source}/enable`, {});
    assert.equal(enabled.body.isEnabled, true);
    const listed = (await ask("GET", "/api/v1/sources")).body.items.at(-1);
    assert.equal(listed.state, "enabled");
    assert.ok(listed.nextAt !== null);
    assert.equal((await ask("POST", `/api/v1/sources/${source}/pause`)).status, 200);
    assert.equal((await ask("POST", `/api/v1/sources/${source}/resume`)).status, 200);
    const key = await ask("POST", `/api/v1/sources/${source}/key`);
    assert.match(key.body.publicKey, /^ssh-ed25519 /);
    assert.equal(key.body.isWaiting, true);
    assert.equal((await ask("GET", `/api/v1/sources/${source}`)).body.state, "enabled");
    const { items } = (await ask("GET", `/api/v1/sources/${source}/timeline`)).body;
    assert.ok(items.some(({ says }: { says: string }) => says === "Tested the connection"));
  },

  "the password of a drop is told once, and what arrives there is seen live": async ({
    as,
    district,
    world,
  }) => {
    const { ask } = await as("data-manager");
    const body = { kind: "drop", name: "Uploads", values: {}, follows: "separate" };
    const { source } = (await ask("POST", "/api/v1/sources", body)).body;
    const headers = { "idempotency-key": "open-once" };
    const opened = await ask("POST", `/api/v1/sources/${source}/drop`, {}, headers);
    assert.match(opened.body.password, /^[a-z2-9-]{29}$/);
    const shown = await ask("GET", `/api/v1/sources/${source}/drop`);
    assert.equal(shown.body.account.login, opened.body.login);
    assert.ok(!JSON.stringify(shown.body).includes(opened.body.password));
    const kept = await district.one<{ answers: string }>(
      "select coalesce(string_agg(answer::text, ' '), '') as answers from answered_request where district_id = $1",
    );
    assert.ok(!kept?.answers.includes(opened.body.password), "not even for whoever sends it twice");
    const folder = dropFolder(world.home, district.districtId, source);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "users.csv"), "sourcedId\n");
    const live = await ask("GET", `/api/v1/sources/${source}/live?seconds=0`);
    assert.match(String(live.body), /"name":"users.csv","bytes":10/);
  },
});

/** Somebody who may reach servers of our own network, as a Muster behind a district's own wall does. */
async function withInnerHosts({ as, world }: TestHttp): Promise<TestVisitor> {
  Object.assign(world, { allowsPrivateHosts: true });
  return as("data-manager");
}

async function addSite({ ask }: TestVisitor, secrets: object): Promise<number> {
  const values = {
    host: "sftp.example.org",
    login: "roster",
    "host-key": `SHA256:${"a".repeat(43)}`,
    ...secrets,
  };
  const body = { kind: "sftp", name: "Site", values, follows: "separate" };
  return (await ask("POST", "/api/v1/sources", body)).body.source;
}
