import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { showTimeline } from "@muster/api/resource/arrival.ts";
import { openDrop, showDrop } from "@muster/api/resource/drop.ts";
import {
  addSource,
  changeSource,
  enableSource,
  listSourceKinds,
  listSources,
  lookSource,
  makeSourceKey,
  pauseSource,
  resumeSource,
  showSource,
  trySource,
} from "@muster/api/resource/source.ts";
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
    const body = { kind: "sftp", name: "Site", values, follows: "separate", startsAt: "02:30" } as const;
    const added = await manager.told(addSource, { body });
    const { source } = added;
    const shown = await manager.told(showSource, { params: { source } });
    assert.deepEqual(shown.secrets, ["password"]);
    assert.equal(shown.known.login, "roster");
    assert.equal(shown.state, "draft");
    const addresses = [
      ...["/sources", `/sources/${source}`, `/sources/${source}/check`, `/sources/${source}/arrivals`],
      ...[`/sources/${source}/timeline`, `/sources/${source}/live?seconds=0`, "/source-kinds", "/start"],
    ];
    for (const address of addresses) {
      const { status, text } = await manager.ask("GET", `/api/v1${address}`);
      assert.equal(status, 200, address);
      assert.ok(!text.includes(canary), address);
    }
    const server = (await manager.told(listSourceKinds)).items.find(({ kind }) => kind === "oneroster-rest");
    assert.deepEqual(
      server?.fields.filter(({ isRare }) => !isRare).map(({ key }) => key),
      ["address", "vendor", "client-id", "client-secret"],
      "who made the server is asked, and decides what is left empty",
    );
    const reference = await app.inject({ url: "/api/v1/reference/json" });
    assert.ok(!reference.payload.includes(canary));
  },

  "whoever leads a source to another server types its secrets anew": async ({ as }) => {
    const manager = await as("data-manager");
    const source = await addSite(manager, { password: canary });
    const moved = await manager.refused(changeSource, {
      params: { source },
      body: {
        values: { host: "elsewhere.example.org" },
      },
    });
    assert.equal(moved.code, "source.field.missing");
    const tried = await manager.refused(trySource, {
      body: {
        ...{ kind: "sftp", source, values: { host: "elsewhere.example.org", login: "roster" } },
      },
    });
    assert.equal(tried.code, "source.field.missing");
    const given = { host: "elsewhere.example.org", password: "another" };
    await manager.told(changeSource, { params: { source }, body: { values: given } });
    await manager.told(changeSource, { params: { source }, body: { name: "Renamed" } });
  },

  "a folder of the server's own disk is set up by nobody from afar": async ({ as }) => {
    const owner = await as("owner");
    const body = { kind: "folder", name: "Disk", values: { path: "/" }, follows: "separate" } as const;
    assert.equal((await owner.refused(addSource, { body })).code, "source.kind.unknown");
    const { kind, values } = body;
    const tried = await owner.refused(trySource, { body: { kind, values } });
    assert.equal(tried.code, "source.kind.unknown");
  },

  "a site is tried, its key compared, saved, looked at, checked and enabled, each a step of its own": async (
    http,
    t,
  ) => {
    const site = await startSftpServer(t);
    const at = Math.floor(Date.UTC(2026, 7, 31) / 1000);
    const users = "sourcedId,role,givenName,familyName,orgSourcedIds\ns1,student,Ana,Alder,S1\n";
    site.files.set("/out/users.csv", { bytes: Buffer.from(users), mtime: at });
    const { told, refused } = await withInnerHosts(http);
    const values = { host: "127.0.0.1", port: String(site.port), path: "/out", login: "roster" };
    const withKey = { ...values, password: goodPassword, "host-key": site.fingerprint };
    const unknown = { ...values, password: goodPassword };
    const stranger = await refused(trySource, { body: { kind: "sftp", values: unknown } });
    assert.equal(stranger.code, "source.hostkey.unknown");
    assert.equal(stranger.facts.fingerprint, site.fingerprint);
    assert.deepEqual(site.tried, [], "no password goes to a server that nobody has compared");
    const seen = await told(trySource, { body: { kind: "sftp", values: withKey } });
    assert.deepEqual(
      seen.files.map(({ name }) => name),
      ["users.csv"],
    );
    const body = {
      kind: "sftp",
      name: "Site",
      values: withKey,
      follows: "separate",
      startsAt: "02:30",
    } as const;
    const { source } = await told(addSource, { body });
    const early = await refused(enableSource, { params: { source } });
    assert.equal(early.code, "source.look.needed");
    await told(lookSource, { params: { source } });
    const enabled = await told(enableSource, { params: { source } });
    assert.equal(enabled.isEnabled, true);
    const listed = (await told(listSources)).items.at(-1);
    assert.equal(listed?.state, "enabled");
    assert.ok(listed?.nextAt !== null);
    await told(pauseSource, { params: { source } });
    await told(resumeSource, { params: { source } });
    const key = await told(makeSourceKey, { params: { source } });
    assert.match(key.publicKey, /^ssh-ed25519 /);
    assert.equal(key.isWaiting, true);
    assert.equal((await refused(makeSourceKey, { params: { source } })).code, "source.key.kept");
    assert.equal((await told(showSource, { params: { source } })).state, "enabled");
    const { items } = await told(showTimeline, { params: { source } });
    assert.ok(items.some(({ says }) => says === "Tested the connection"));
  },

  "the password of a drop is told once, and what arrives there is seen live": async ({
    as,
    district,
    world,
  }) => {
    const { told, ask } = await as("data-manager");
    const body = { kind: "drop", name: "Uploads", values: {}, follows: "separate" } as const;
    const { source } = await told(addSource, { body });
    const headers = { "idempotency-key": "open-once" };
    const opened = await told(openDrop, { params: { source } }, headers);
    const password = opened.password ?? "";
    assert.match(password, /^[a-z2-9-]{29}$/);
    const shown = await told(showDrop, { params: { source } });
    assert.equal(shown.account?.login, opened.login);
    assert.ok(!JSON.stringify(shown).includes(password));
    const kept = await district.one<{ answers: string }>(
      "select coalesce(string_agg(answer::text, ' '), '') as answers from answered_request where district_id = $1",
    );
    assert.ok(!kept?.answers.includes(password), "not even for whoever sends it twice");
    const folder = dropFolder(world.home, district.districtId, source);
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "users.csv"), "sourcedId\n");
    const live = await ask("GET", `/api/v1/sources/${source}/live?seconds=0`);
    assert.match(live.text, /"name":"users.csv","bytes":10/);
  },
});

/** Somebody who may reach servers of our own network, as a Muster behind a district's own wall does. */
async function withInnerHosts({ as, world }: TestHttp): Promise<TestVisitor> {
  Object.assign(world, { allowsPrivateHosts: true });
  return as("data-manager");
}

async function addSite({ told }: TestVisitor, secrets: object): Promise<number> {
  const values = {
    host: "sftp.example.org",
    login: "roster",
    "host-key": `SHA256:${"a".repeat(43)}`,
    ...secrets,
  };
  const body = { kind: "sftp", name: "Site", values, follows: "separate" } as const;
  return (await told(addSource, { body })).source;
}
