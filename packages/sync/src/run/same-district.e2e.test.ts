import assert from "node:assert/strict";
import { chmod, cp, mkdir, readdir, readFile, rename } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import { startClassLinkStandIn } from "@muster/sandbox/stand-in/classlink/start-classlink-stand-in.ts";
import { startOneRosterStandIn } from "@muster/sandbox/stand-in/oneroster/start-oneroster-stand-in.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { addSource, changeSource } from "../connection/connections.ts";
import { lookAtSource } from "../connection/look-at-source.ts";
import type { SourceWorld } from "../connection/source-world.ts";
import { exportDirectory } from "../directory/export-directory.ts";
import { dropFolder } from "../source/drop/drop-folder.ts";
import { sourceKinds } from "../source/registry.ts";
import { startSshd, withoutSshd } from "../source/sftp/test-sshd.ts";
import { sourceLimits } from "../source/source.ts";
import type { RunWorld } from "./sync-request.ts";
import { syncSource } from "./sync-source.ts";
import { type TestDistrict, withTestDistrict } from "./test-district.ts";

/** One synthetic district, as each way of delivering it brings it into a directory of its own. */
const roster = createDistrict(districtSizes.practice);
const files = ["orgs.csv", "users.csv", "classes.csv", "enrollments.csv", "guardianships.csv"] as const;

interface Way {
  readonly kind: string;
  readonly values: Readonly<Record<string, string>>;
  /** What happens over there once the source is saved. */
  readonly before?: (district: TestDistrict, sourceId: number) => Promise<void>;
}

function worldOf({ world }: TestDistrict): RunWorld & SourceWorld {
  return {
    ...world,
    // Tokens and signatures go by the clock of the other side.
    now: () => new Date(),
    ...{ kinds: sourceKinds, limits: sourceLimits, allowsPrivateHosts: true },
    ...{ signal: new AbortController().signal, wait: async () => undefined },
  };
}

/** Sets the source up as a person does, runs it, and answers the directory, file by file, each line once and sorted. */
async function bring(district: TestDistrict, way: Way): Promise<Readonly<Record<string, readonly string[]>>> {
  const world = worldOf(district);
  const { districtId } = district;
  const kind = sourceKinds.get(way.kind);
  assert.ok(kind);
  const sourceId = await addSource(world.db, world.keys, {
    ...{ districtId, kind, name: way.kind, values: way.values },
    ...{ follows: undefined, joins: undefined, startsAt: undefined },
  });
  await way.before?.(district, sourceId);
  await lookAtSource(world, { districtId, sourceId }, () => undefined);
  await changeSource(world, kind, { districtId, sourceId }, { state: "enabled" });
  const request = { districtId, sourceId, operator: "olga", applies: true, onProgress: () => undefined };
  const result = await syncSource(world, request);
  assert.equal(result.outcome, "applied", JSON.stringify(result.findings.byCode));
  assert.equal((await syncSource(world, request)).applied, 0, "the same again changes nothing");
  const folder = district.folder("exported");
  await exportDirectory(world.db, { districtId, folder });
  const lines = async (file: string) =>
    (await readFile(path.join(folder, file), "utf8")).split("\r\n").toSorted();
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file, await lines(file)] as const)));
}

/** Each way brings what the files of one version bring, line by line; `alike` may leave out what a format cannot say. */
async function assertSame(
  t: { readonly diagnostic: (text: string) => void },
  form: "oneroster-1.1" | "oneroster-1.2",
  ways: (district: TestDistrict) => Promise<readonly Way[]>,
  alike: (line: string) => string = (line) => line,
): Promise<void> {
  await withTestDistrict(async (first) => {
    const asFiles = await bring(first, await asFolder(first, form));
    for (const way of await ways(first)) {
      const district = await first.another(`by ${way.kind}`);
      const brought = await bring(district, way);
      for (const file of files)
        assert.deepEqual(brought[file]?.map(alike), asFiles[file]?.map(alike), `${file} by ${way.kind}`);
      t.diagnostic(`${way.kind}: ${files.map((file) => `${file} ${brought[file]?.length}`).join(", ")}`);
    }
  });
}

async function asFolder(district: TestDistrict, form: "oneroster-1.1" | "oneroster-1.2"): Promise<Way> {
  const folder = district.folder(form);
  await writeRoster(roster, folder, { form, guardians: "in-users", manifest: true });
  return { kind: "folder", values: { path: folder, "quiet-seconds": "0" } };
}

/** 1.1 has no preferred names: the name by which somebody is called differs where 1.2 says one. */
function withoutGivenName(line: string): string {
  return line.replace(/^((?:[^,"]*|"[^"]*"),(?:(?:[^,"]*|"[^"]*"),){7})(?:[^,"]*|"[^"]*"),/, "$1,");
}

test("files of OneRoster 1.1 bring the same directory as files of 1.2, but for preferred names", (t) =>
  assertSame(
    t,
    "oneroster-1.2",
    async (district) => [await asFolder(district, "oneroster-1.1")],
    withoutGivenName,
  ));

test("OneRoster servers of 1.1 and 1.2 bring the same directory as files of their version", async (t) => {
  const consumer = { key: "oak", secret: "s3cret-of-oak" };
  const old = await startOneRosterStandIn({ roster, version: "1.1", auth: { kind: "oauth1", ...consumer } });
  t.after(() => old.close());
  const client = { clientId: consumer.key, clientSecret: consumer.secret };
  const server = await startOneRosterStandIn({ roster, version: "1.2", auth: { kind: "oauth2", ...client } });
  t.after(() => server.close());
  const known = { "client-id": consumer.key, "client-secret": consumer.secret };
  const signed = { ...known, address: old.baseUrl, vendor: "generic-1.1", "sign-in": "oauth1-sha256" };
  await assertSame(t, "oneroster-1.1", async () => [{ kind: "oneroster-rest", values: signed }]);
  const withToken = {
    ...{ ...known, address: server.baseUrl, vendor: "generic-1.2" },
    "token-address": server.tokenUrl,
  };
  await assertSame(t, "oneroster-1.2", async () => [{ kind: "oneroster-rest", values: withToken }]);
});

test("ClassLink brings the same directory as files", async (t) => {
  const server = await startClassLinkStandIn({ districts: [{ tenantId: 2222, name: "Oak Grove", roster }] });
  t.after(() => server.close());
  const values = { "tenant-id": "2222", "partner-key": server.partnerKey, address: server.origin };
  await assertSame(t, "oneroster-1.1", async () => [{ kind: "classlink", values }]);
});

test("an SFTP site of OpenSSH brings the same directory as its files", { skip: withoutSshd }, async (t) => {
  const sshd = await startSshd(t);
  await assertSame(t, "oneroster-1.1", async (district) => {
    await cp(district.folder("oneroster-1.1"), sshd.site, { recursive: true });
    for (const name of await readdir(sshd.site)) await chmod(path.join(sshd.site, name), 0o644);
    const values = {
      ...{ host: "127.0.0.1", port: String(sshd.port), path: sshd.site, login: sshd.login },
      ...{ "private-key": sshd.privateKey, "host-key": sshd.fingerprint, "quiet-seconds": "0" },
    };
    return [{ kind: "sftp", values }];
  });
});

test("uploads to the drop bring the same directory as their files", (t) =>
  assertSame(t, "oneroster-1.2", async (first) => [
    {
      kind: "drop",
      values: { "quiet-seconds": "0" },
      before: async ({ world, districtId }, sourceId) => {
        const folder = dropFolder(world.home, districtId, sourceId);
        await mkdir(path.dirname(folder), { recursive: true });
        // As the drop's server does it: a file is there at once and whole.
        await cp(first.folder("oneroster-1.2"), `${folder}.half`, { recursive: true });
        await rename(`${folder}.half`, folder);
      },
    },
  ]));
