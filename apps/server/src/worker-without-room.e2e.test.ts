import assert from "node:assert/strict";
import { rm, symlink } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "@muster/sync/database/database.ts";
import { joinEmbeddedServer } from "@muster/sync/database/embedded-server.ts";
import { embeddedDatabase } from "@muster/sync/database/roles.ts";
import { listRuns } from "@muster/sync/directory/runs.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { isThere, lookAt } from "@muster/sync/run/test-look.ts";
import { openWorkerHome, type WorkerHome } from "./test-worker-home.ts";

/** A database that answers and keeps nothing: a full disk, a server that its owner has made read-only (J08). */
let home: WorkerHome;

before(async () => {
  home = await openWorkerHome();
});

after(() => home.close());

const look = (district: TestDistrict): Promise<readonly string[]> =>
  lookAt(district.db, district.districtId, isThere);
const isDone = (event: { readonly is: string }): boolean => event.is === "done";

test("a database that takes no changes stops the worker's claims, not its life; reading goes on", async () => {
  const district = await home.district("read only");
  const monday = await look(district);
  await forbidWriting(true);
  await assert.rejects(home.ask(district), { code: "database.server.read-only", retry: "later" });
  const worker = home.worker();
  const trouble = await worker.sees((event) => event.is === "trouble");
  assert.ok(
    trouble.is === "trouble" && trouble.code === "database.server.read-only",
    JSON.stringify(worker.events),
  );
  assert.equal(worker.figures().trouble, "database.server.read-only");
  // Also for whoever only now begins to look.
  const other = await openDatabase({ home: home.world.home });
  assert.equal((await listRuns(other, district.districtId)).length, 1);
  await other.close();
  assert.deepEqual(await look(district), monday);
  await forbidWriting(false);
  await home.ask(district);
  worker.wake();
  const done = await worker.sees(isDone);
  assert.ok(done.is === "done" && done.outcome === "applied");
  assert.equal(worker.figures().trouble, undefined);
  await worker.stop();
});

/** As an owner of a database or a provider whose disk is nearly full does it; connections that are open end. */
async function forbidWriting(isForbidden: boolean): Promise<void> {
  const how = isForbidden ? "set default_transaction_read_only = on" : "reset default_transaction_read_only";
  await home.asOwner(`begin read write; alter database ${embeddedDatabase} ${how}; commit`);
  const end = "select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and";
  await home.queue.reserve.executeSql(`${end} pid <> pg_backend_pid()`);
  await home.queue.reserve.executeSql(`${end} pid = pg_backend_pid()`).catch(() => undefined);
  // Until the pools have noticed.
  await sleep(200);
}

test("a full disk under the database costs an attempt and no change, and the worker pauses until there is room again", {
  skip: process.platform !== "linux",
}, async () => {
  const district = await home.district("disk full");
  const monday = await look(district);
  await home.ask(district);
  const clear = await fillDisk();
  const worker = home.worker();
  const retried = await worker.sees((event) => event.is === "retried");
  assert.ok(retried.is === "retried" && retried.code === "database.disk.full", JSON.stringify(retried));
  const trouble = await worker.sees((event) => event.is === "trouble");
  assert.ok(trouble.is === "trouble" && trouble.code === "database.disk.full");
  assert.equal(worker.figures().trouble, "database.disk.full", "operators are told");
  assert.deepEqual(await look(district), monday);
  const [run] = await listRuns(home.world.db, district.districtId);
  assert.equal(run?.outcome, "failed");
  await clear();
  await home.ask(district);
  worker.wake();
  const done = await worker.sees(isDone);
  assert.ok(done.is === "done" && done.outcome === "applied");
  await worker.stop();
  assert.equal(worker.figures().trouble, undefined);
});

/** A table that lies where there is never room, and into which something goes with each new person. */
async function fillDisk(): Promise<() => Promise<void>> {
  await home.asOwner(`
    create table public.filled (id integer);
    create function public.fill() returns trigger language plpgsql security definer as
      $$ begin insert into public.filled values (1); return null; end $$;
    create trigger fill after insert on person for each statement execute function public.fill()`);
  const { executeSql } = home.queue.reserve;
  const { rows } = await executeSql("select pg_relation_filepath('public.filled') as place");
  const file = path.join(home.world.home, "postgres", String(rows[0]?.place));
  const server = await joinEmbeddedServer({ home: home.world.home });
  // What is to be brought to the disk of the new file is there before the file is another.
  await server.administer("checkpoint");
  await server.release();
  await rm(file);
  await symlink("/dev/full", file);
  return () => home.asOwner("drop function public.fill cascade; drop table public.filled");
}
