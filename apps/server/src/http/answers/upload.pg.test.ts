import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { type ClientRequest, request } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openArrivalFolder } from "@muster/sync/connection/arrival-folder.ts";
import type { TestHttp, TestVisitor } from "../test-http.ts";
import { testVisits } from "../test-visits.ts";

const boundary = "muster-test-boundary";
const header = "sourcedId,role,givenName,familyName,orgSourcedIds,grades";
const users = [header, "ana,student,Ana,Alder,S1,04", "ben,student,Ben,Birch,S1,04", ""].join("\n");
const classes = "sourcedId,title,schoolSourcedId,grades\nC1,Math,S1,04\n";
const enrollments = [
  "classSourcedId,schoolSourcedId,userSourcedId,role",
  ...["C1,S1,ana,student", "C1,S1,ben,student", ""],
].join("\n");
const files = { "users.csv": users, "classes.csv": classes, "enrollments.csv": enrollments };

function partsOf(of: Readonly<Record<string, string>>): string {
  const part = ([name, text]: [string, string]): string =>
    `--${boundary}\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n`;
  return `${Object.entries(of).map(part).join("")}--${boundary}--\r\n`;
}

async function send(
  { app }: TestHttp,
  { cookie }: TestVisitor,
  query: string,
  of: Readonly<Record<string, string>> = files,
  headers: Readonly<Record<string, string>> = {},
) {
  const answered = await app.inject({
    ...{ method: "POST", url: `/api/v1/uploads?${query}`, payload: partsOf(of) },
    headers: {
      ...{ origin: "http://localhost", host: "localhost", cookie },
      ...{ "content-type": `multipart/form-data; boundary=${boundary}`, ...headers },
    },
  });
  return { status: answered.statusCode, body: JSON.parse(answered.payload) };
}

const runsOf = async ({ district }: TestHttp): Promise<number> =>
  (await district.one<{ runs: number }>("select count(*) as runs from run where district_id = $1"))?.runs ??
  0;

/** What of uploads lies on the disk, once whatever is on its way out has gone. */
async function leftOf({ world }: TestHttp): Promise<readonly string[]> {
  await (await openArrivalFolder(world.home, "look-")).close();
  return readdir(path.join(world.home, "arrivals"));
}

testVisits("uploads over HTTP", {
  "files that are sent twice with one key are one run, and other files under that key are refused": async (
    http,
  ) => {
    const manager = await http.as("data-manager");
    const key = { "idempotency-key": "monday" };
    const before = await runsOf(http);
    const first = await send(http, manager, "waits=true&missing=kept", files, key);
    assert.equal(first.status, 200, JSON.stringify(first.body));
    assert.equal(first.body.outcome, "held");
    assert.match(first.body.planHash, /^[0-9a-f]{64}$/);
    assert.deepEqual(
      first.body.files.map(({ name }: { name: string }) => name),
      Object.keys(files),
    );
    const second = await send(http, manager, "waits=true&missing=kept", files, key);
    assert.deepEqual(second.body, first.body);
    assert.equal(await runsOf(http), before + 1);
    const other = { ...files, "users.csv": `${users}cai,student,Cai,Cedar,S1,04\n` };
    const reused = await send(http, manager, "waits=true&missing=kept", other, key);
    assert.equal(reused.body.code, "request.key.reused");
    assert.deepEqual(await leftOf(http), []);
  },

  "an upload that breaks off leaves no file and no run": async (http) => {
    const manager = await http.as("data-manager");
    await http.app.listen({ host: "127.0.0.1", port: 0 });
    const { port } = http.app.server.address() as AddressInfo;
    const before = await runsOf(http);
    const sending = beginUpload(port, manager.cookie);
    await until(
      async () => (await readdir(path.join(http.world.home, "arrivals")).catch(() => [])).length > 0,
    );
    sending.destroy();
    await until(async () => (await readdir(path.join(http.world.home, "arrivals"))).length === 0);
    assert.equal(await runsOf(http), before);
  },

  "names that would leave the folder, come twice, or are none are refused before anything is synced": async (
    http,
  ) => {
    const manager = await http.as("data-manager");
    const before = await runsOf(http);
    const climbing = await send(http, manager, "waits=true", { "../.hidden.csv": users });
    assert.equal(climbing.body.code, "request.value.invalid");
    const twice = await send(http, manager, "waits=true", { "users.csv": users, "USERS.csv": users });
    assert.equal(twice.body.code, "request.value.invalid");
    assert.equal((await send(http, manager, "waits=true", {})).body.code, "request.value.invalid");
    assert.equal(await runsOf(http), before);
    assert.deepEqual(await leftOf(http), []);
  },

  "files of one school say nothing of the others, and whoever is missing there is held back by the gates":
    async (http) => {
      const manager = await http.as("data-manager");
      const oak = await http.district.one<{ id: number }>(
        "select school_id as id from school where district_id = $1 and name = 'Oak Elementary'",
      );
      const sent = await send(http, manager, `waits=true&school=${oak?.id}`);
      assert.equal(sent.status, 200, JSON.stringify(sent.body));
      const elm = await http.district.one<{ changes: number }>(
        `select count(*) as changes from plan_change c join plan p using (district_id, plan_id)
        where c.district_id = $1 and p.run_id = $2 and c.school_id not in ($3, 0)`,
        ...[sent.body.run, oak?.id ?? 0],
      );
      assert.equal(elm?.changes, 0);
    },
});

/** Sends the first half of a file, and then nothing. */
function beginUpload(port: number, cookie: string): ClientRequest {
  const sending = request({
    ...{ host: "127.0.0.1", port, method: "POST", path: "/api/v1/uploads?applies=true" },
    headers: {
      ...{ origin: `http://127.0.0.1:${port}`, cookie, "content-length": "1000000" },
      "content-type": `multipart/form-data; boundary=${boundary}`,
    },
  });
  sending.on("error", () => undefined);
  sending.write(partsOf({ "users.csv": users }).slice(0, 200));
  return sending;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return;
    await sleep(50);
  }
  assert.fail("it has not come to that");
}
