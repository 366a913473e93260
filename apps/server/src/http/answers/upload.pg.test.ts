import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { type ClientRequest, request } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { showRun } from "@muster/api/resource/run.ts";
import { cancelSync, showErrand, showProgress } from "@muster/api/resource/sync.ts";
import { upload } from "@muster/api/resource/upload.ts";
import { openArrivalFolder, sweepArrivals } from "@muster/sync/connection/arrival-folder.ts";
import { sweepUploads } from "@muster/sync/run/sweep-uploads.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { sourceLimits } from "@muster/sync/source/source.ts";
import { syncBySource } from "../../sync-by-source.ts";
import type { Worker, WorkerOptions } from "../../worker.ts";
import { answeredIn, type TestAnswer } from "../test-caller.ts";
import type { TestHttp, TestVisitor } from "../test-http.ts";
import { testVisits } from "../test-visits.ts";
import { startTestWorker } from "../test-worker.ts";

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

/** Sends files as a browser's form does. */
function send(
  { ask }: TestVisitor,
  query: string,
  of: Readonly<Record<string, string>> = files,
  headers: Readonly<Record<string, string>> = {},
): Promise<TestAnswer> {
  const type = { "content-type": `multipart/form-data; boundary=${boundary}` };
  return ask("POST", `/api/v1/uploads?${query}`, partsOf(of), { ...type, ...headers });
}

const runsOf = async ({ district }: TestHttp): Promise<number> =>
  (await district.one<{ runs: number }>("select count(*) as runs from run where district_id = $1"))?.runs ??
  0;

/** What of uploads lies on the disk, once whatever is on its way out has gone. */
async function leftOf({ world }: TestHttp): Promise<readonly string[]> {
  await (await openArrivalFolder(world.home, "look-")).close();
  return [...(await readdir(path.join(world.home, "arrivals"))), ...(await uploadsOf(world.home))];
}

const uploadsOf = (home: string): Promise<readonly string[]> =>
  readdir(path.join(home, "uploads")).catch(() => []);

/** With a worker that does what is asked for meanwhile. */
async function withWorker<R>(
  { world }: TestHttp,
  work: (worker: Worker) => Promise<R>,
  more: Partial<WorkerOptions> = {},
): Promise<R> {
  const worker = startTestWorker(world, more);
  try {
    return await work(worker);
  } finally {
    await worker.stop(0);
  }
}

const peopleOf = ({ district }: TestHttp) =>
  district.one("select count(*) as people, max(version) as version from person where district_id = $1");

testVisits("uploads over HTTP", {
  "files that are sent twice with one key are one run, and other files under that key are refused": async (
    http,
  ) => {
    const manager = await http.as("data-manager");
    const key = { "idempotency-key": "monday" };
    const [before, people] = [await runsOf(http), await peopleOf(http)];
    const waits = (of = files) => withWorker(http, () => send(manager, "waits=true&missing=kept", of, key));
    const first = answeredIn(upload, await waits());
    assert.equal(first.outcome, "held");
    assert.match(first.planHash ?? "", /^[0-9a-f]{64}$/);
    assert.deepEqual(
      first.files.map(({ name }) => name),
      Object.keys(files),
    );
    assert.deepEqual(answeredIn(upload, await waits()), first);
    assert.equal(await runsOf(http), before + 1);
    const other = { ...files, "users.csv": `${users}cai,student,Cai,Cedar,S1,04\n` };
    const reused = await send(manager, "waits=true&missing=kept", other, key);
    assert.equal(reused.problem?.code, "request.key.reused");
    assert.deepEqual(await leftOf(http), []);
    assert.deepEqual(await peopleOf(http), people, "a dry run changes nothing");
  },

  "an upload waits for a worker, outlives the process that took it, and is followed to its end": async (
    http,
  ) => {
    const manager = await http.as("data-manager");
    const asked = answeredIn(upload, await send(manager, "applies=true&missing=kept"));
    assert.deepEqual([asked.run, asked.outcome], [null, null]);
    const [work] = (await manager.told(showProgress)).works;
    assert.deepEqual([work?.errandId, work?.state, work?.isUpload], [asked.errandId, "waiting", true]);
    // Whoever starts anew sweeps up what killed processes left.
    await sweepArrivals(http.world.home);
    await sweepUploads(http.world);
    assert.equal((await uploadsOf(http.world.home)).length, 1);
    const told = await withWorker(http, async () => {
      for (;;) {
        const errand = await manager.told(showErrand, { params: { errand: asked.errandId } });
        if (errand.state !== "waiting" && errand.state !== "running") return errand;
        await sleep(50);
      }
    });
    assert.deepEqual([told.state, told.outcome, told.trouble], ["done", "applied", null], told.says);
    assert.match(told.planHash ?? "", /^[0-9a-f]{64}$/);
    const run = await manager.told(showRun, { params: { run: told.run } });
    assert.deepEqual([run.outcome, run.planHash], ["applied", told.planHash]);
    assert.deepEqual(await leftOf(http), []);
  },

  "an upload that waits or is under way is stopped with a word on what that leaves, and its files are let go":
    async (http) => {
      const manager = await http.as("data-manager");
      const [runs, people] = [await runsOf(http), await peopleOf(http)];
      const more = { ...files, "users.csv": `${users}dia,student,Dia,Dogwood,S1,04\n` };
      const begin = async (): Promise<string> =>
        answeredIn(upload, await send(manager, "applies=true&missing=kept", more)).errandId;
      const stop = (errand: string) => manager.told(cancelSync, { params: { errand } });
      const [first, second] = [await begin(), await begin()];
      const waiting = await stop(first);
      assert.equal(waiting.was, "waiting");
      assert.match(waiting.says, /will not begin\. Nothing has been changed\. The files .* let go/);
      assert.equal((await uploadsOf(http.world.home)).length, 1, "the other's files stay");
      await withWorker(
        http,
        async () => {
          await until(
            async () => (await manager.told(showErrand, { params: { errand: second } })).state === "running",
          );
          const running = await stop(second);
          assert.equal(running.was, "running");
          assert.match(running.says, /Nothing has been changed, and nothing will be\. The files .* let go/);
          await until(async () => (await uploadsOf(http.world.home)).length === 0);
        },
        { syncSource: onceAborted(http) },
      );
      for (const errand of [first, second]) {
        const stopped = await manager.told(showErrand, { params: { errand } });
        assert.equal(stopped.state, "cancelled");
        assert.match(stopped.says, /stopped before anything was changed/);
      }
      assert.deepEqual([await runsOf(http), await peopleOf(http)], [runs, people]);
    },

  "a worker that does not share the folder of the uploads says so and tries again, and changes nothing":
    async (http) => {
      const manager = await http.as("data-manager");
      const { errandId } = answeredIn(upload, await send(manager, "missing=kept"));
      const home = path.join(http.world.home, "elsewhere");
      await withWorker(
        http,
        () =>
          until(async () => {
            const [work] = (await manager.told(showProgress)).works;
            return work?.trouble?.code === "upload.files.missing" && work?.state === "waiting";
          }),
        { syncSource: onceAborted(http, home) },
      );
      await manager.told(cancelSync, { params: { errand: errandId } });
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
    const climbing = await send(manager, "waits=true", { "../.hidden.csv": users });
    assert.equal(climbing.problem?.code, "request.value.invalid");
    const twice = await send(manager, "waits=true", { "users.csv": users, "USERS.csv": users });
    assert.equal(twice.problem?.code, "request.value.invalid");
    const none = await send(manager, "waits=true", {});
    assert.equal(none.problem?.code, "request.value.invalid");
    assert.equal(await runsOf(http), before);
    assert.deepEqual(await leftOf(http), []);
  },

  "files of one school say nothing of the others, and whoever is missing there is held back by the gates":
    async (http) => {
      const manager = await http.as("data-manager");
      const oak = await http.district.one<{ id: number }>(
        "select school_id as id from school where district_id = $1 and name = 'Oak Elementary'",
      );
      const sent = await withWorker(http, () => send(manager, `waits=true&school=${oak?.id}`));
      const { run } = answeredIn(upload, sent);
      const elm = await http.district.one<{ changes: number }>(
        `select count(*) as changes from plan_change c join plan p using (district_id, plan_id)
        where c.district_id = $1 and p.run_id = $2 and c.school_id not in ($3, 0)`,
        ...[run ?? 0, oak?.id ?? 0],
      );
      assert.equal(elm?.changes, 0);
    },
});

/** The real work; with files that are here it begins when somebody has asked it to stop, as if they took long to open. */
function onceAborted({ world }: TestHttp, home = world.home): WorkerOptions["syncSource"] {
  const { db, keys, now } = world;
  const work = syncBySource({
    ...{ db, keys, now, home, kinds: sourceKinds, limits: sourceLimits, allowsPrivateHosts: false },
  });
  return async (order) => {
    if (home === world.home) await new Promise((resolve) => order.signal.addEventListener("abort", resolve));
    return work(order);
  };
}

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
