import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { Fault } from "@muster/sync/fault.ts";
import { cancelSync } from "@muster/sync/queue/cancel-sync.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { isThere, lookAt } from "@muster/sync/run/test-look.ts";
import type { SyncSource } from "./do-errand.ts";
import { syncBySource } from "./sync-by-source.ts";
import { openWorkerHome, type WorkerHome } from "./test-worker-home.ts";

let home: WorkerHome;

before(async () => {
  home = await openWorkerHome();
});

after(() => home.close());

const look = (district: TestDistrict): Promise<readonly string[]> =>
  lookAt(district.db, district.districtId, isThere);
const isDone = (event: { readonly is: string }): boolean => event.is === "done";

/** The real work, with something that happens at a point of it. */
function meanwhile(point: string, happens: () => void): SyncSource {
  let isFirst = true;
  return syncBySource({
    ...home.world,
    onPoint: (reached) => {
      if (reached !== point || !isFirst) return;
      isFirst = false;
      happens();
    },
  });
}

test("a database that restarts in the midst of applying costs one attempt and no change", async () => {
  const district = await home.district("restart");
  const monday = await look(district);
  await home.ask(district);
  const worker = home.worker({ syncSource: meanwhile("mid-apply", killDatabase) });
  const retried = await worker.sees((event) => event.is === "retried");
  assert.ok(retried.is === "retried" && retried.code.startsWith("database."), JSON.stringify(retried));
  assert.ok(retried.waitSeconds >= 45, "a server that went away is not asked again at once");
  assert.deepEqual(await look(district), monday);
  // A person need not wait for that.
  await home.ask(district);
  const done = await worker.sees(isDone);
  assert.ok(done.is === "done" && done.outcome === "applied");
  await worker.stop();
});

/** As a machine loses its power. A backend outlives its postmaster for a moment, and could commit in it. */
function killDatabase(): void {
  const file = path.join(home.world.home, "postgres", "postmaster.pid");
  const postmaster = Number(readFileSync(file, "utf8").split("\n")[0]);
  const backends = childrenOf(postmaster);
  for (const pid of [postmaster, ...backends]) process.kill(pid, "SIGKILL");
}

function childrenOf(parent: number): readonly number[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.map(Number).filter((pid) => {
    try {
      // The name in brackets may hold anything; the parent is the second word after it.
      const [, ppid] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
      return Number(ppid) === parent;
    } catch {
      return false;
    }
  });
}

test("two changes that met try again within seconds, a bounded number of times", async () => {
  const district = await home.district("deadlock");
  const monday = await look(district);
  await home.ask(district);
  // As the database ends a transaction that it has chosen for a deadlock's sake, in the midst of applying.
  await home.asOwner(`
    create sequence public.meetings;
    create function public.meet() returns trigger language plpgsql security definer as $$ begin
      if nextval('public.meetings') = 1 then raise exception 'deadlock' using errcode = '40P01'; end if;
      return null; end $$;
    create trigger meet after insert on person for each statement execute function public.meet()`);
  const worker = home.worker();
  const retried = await worker.sees((event) => event.is === "retried");
  assert.ok(retried.is === "retried" && retried.code === "database.transaction.deadlock");
  assert.ok(retried.waitSeconds <= 5);
  assert.deepEqual(await look(district), monday);
  const done = await worker.sees(isDone);
  assert.ok(done.is === "done" && done.outcome === "applied");
  assert.equal(worker.events.filter(({ is }) => is === "began").length, 2);
  await worker.stop();
  await home.asOwner("drop function public.meet cascade; drop sequence public.meetings");
});

test("a refused password is tried once, and is listed as dead with its code and nothing else", async () => {
  const district = await home.district("password");
  await home.ask(district);
  const worker = home.worker({
    syncSource: () => Promise.reject(new Fault("source.sign-in.refused", "never", "key refused")),
  });
  await worker.sees((event) => event.is === "dead");
  const [errand] = await home.errands(district);
  assert.deepEqual(errand?.fault, { code: "source.sign-in.refused", retry: "never", facts: {} });
  await worker.stop();
});

test("a mistake of ours is dead at once, and nothing of its text is kept", async () => {
  const district = await home.district("mistake");
  await home.ask(district);
  const worker = home.worker({
    syncSource: () => Promise.reject(new Error("Ana Alder has no class")),
  });
  await worker.sees((event) => event.is === "dead");
  const [errand] = await home.errands(district);
  assert.equal(errand?.fault?.code, "run.assertion.failed");
  assert.doesNotMatch(JSON.stringify([errand, worker.events]), /Ana/);
  await worker.stop();
});

test("a sync that is cancelled before its commit changes nothing, and the run says so", async () => {
  const district = await home.district("cancel");
  const monday = await look(district);
  await home.ask(district);
  let reached = (): void => undefined;
  const isThereNow = new Promise<void>((resolve) => {
    reached = resolve;
  });
  // Waits at a point of its work, as a long file makes it, until the wish to cancel has come through.
  const real = syncBySource(home.world);
  const worker = home.worker({
    syncSource: async (order) => {
      reached();
      await new Promise((resolve) => order.signal.addEventListener("abort", resolve));
      return real(order);
    },
  });
  await isThereNow;
  const began = performance.now();
  assert.deepEqual(await cancel(district), ["running"]);
  const cancelled = await worker.sees((event) => event.is === "cancelled");
  assert.ok(performance.now() - began < 5_000, "it was seen within seconds");
  assert.ok(cancelled.is === "cancelled" && cancelled.code === "queue.errand.cancelled");
  assert.deepEqual(await look(district), monday);
  const run = await district.one(
    "select outcome from run where district_id = $1 order by run_id desc limit 1",
  );
  assert.ok(["cancelled", "applied"].includes(String(run?.outcome)));
  assert.equal((await home.errands(district))[0]?.state, "cancelled");
  await worker.stop();
});

test("a sync that is cancelled after its commit has been applied, and says so", async () => {
  const district = await home.district("late cancel");
  await home.ask(district);
  const wishes: Promise<unknown>[] = [];
  const real = syncBySource(home.world);
  const worker = home.worker({
    syncSource: async (order) => {
      const end = await real(order);
      wishes.push(cancel(district));
      await new Promise((resolve) => order.signal.addEventListener("abort", resolve));
      return end;
    },
  });
  const done = await worker.sees(isDone);
  assert.deepEqual(await Promise.all(wishes), [["running"]]);
  assert.ok(done.is === "done" && done.outcome === "applied");
  const [errand] = await home.errands(district);
  assert.deepEqual([errand?.state, errand?.outcome, errand?.cancelAskedBy], ["done", "applied", "olga"]);
  assert.ok(errand?.runId !== undefined, "which can be undone");
  await worker.stop();
});

function cancel({ db, districtId, sourceId }: TestDistrict) {
  const wish = { askedBy: "olga", at: new Date().toISOString() };
  return db.session(districtId, (session) =>
    session.write((tx) => cancelSync(tx, home.queue, { districtId, sourceId }, wish)),
  );
}

test("a worker that is stopped gives back what it cannot finish, and the next one does it", async () => {
  const district = await home.district("stop");
  await home.ask(district);
  let begun = (): void => undefined;
  const isBegun = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const slow = home.worker({
    syncSource: async ({ signal }) => {
      begun();
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      throw new Fault("run.signal.interrupted", "now", "stopped");
    },
  });
  await isBegun;
  const began = performance.now();
  await slow.stop(500);
  assert.ok(performance.now() - began < 5_000);
  assert.equal(slow.events.at(-1)?.is, "released");
  const [waiting] = await home.errands(district);
  assert.deepEqual([waiting?.state, waiting?.attempts, waiting?.crashes], ["waiting", 0, 0]);
  const next = home.worker();
  const done = await next.sees(isDone);
  assert.ok(done.is === "done" && done.outcome === "applied");
  await next.stop();
});

test("what a worker is doing can be read by others while it does it", async () => {
  const district = await home.district("progress");
  await home.ask(district);
  const worker = home.worker({
    syncSource: async ({ onProgress, signal }) => {
      onProgress({ stage: "collect", what: "users.csv", done: 41, of: 58 });
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      throw new Fault("run.signal.interrupted", "now", "stopped");
    },
  });
  const began = performance.now();
  for (;;) {
    const [errand] = await home.errands(district);
    if (errand?.progress.done === 41 && errand.state === "running") break;
    assert.ok(performance.now() - began < 4_000, "it is written down every two seconds");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await worker.stop(0);
  assert.deepEqual(await cancel(district), ["waiting"]);
});

test("a worker that meets newer tables finishes what it does, takes nothing more, and says why it stops", async () => {
  const [first, second] = [await home.district("newer 1"), await home.district("newer 2")];
  await home.ask(first);
  await home.ask(second);
  const real = syncBySource(home.world);
  const worker = home.worker({
    syncSource: async (order) => {
      await home.asOwner(
        "insert into muster_meta.migration (number, name, sha256) values (9999, 'later', '')",
      );
      return real(order);
    },
  });
  const reason = await worker.stopped;
  await home.asOwner("delete from muster_meta.migration where number = 9999");
  assert.equal(reason?.code, "database.schema.newer");
  assert.equal(worker.events.filter(isDone).length, 1);
  const states = [(await home.errands(first))[0]?.state, (await home.errands(second))[0]?.state].sort();
  assert.deepEqual(states, ["done", "waiting"]);
  const next = home.worker();
  await next.sees(isDone);
  await next.stop();
});

test("a sync that always brings its worker down is put aside after three, and its neighbours are done", async () => {
  const [poison, neighbour] = [await home.district("poison"), await home.district("neighbour")];
  await home.ask(poison);
  const ends = { [poison.districtId]: { point: "staged", by: "SIGKILL" } } as const;
  for (const n of [1, 2, 3]) {
    const child = home.elsewhere({ name: `muster crash ${n}`, places: 0, heavyPlaces: 1, ends });
    assert.equal(await child.ended, "SIGKILL", child.said());
    await lapse();
  }
  await home.ask(neighbour);
  const worker = home.worker({ places: 1, heavyPlaces: 1 });
  const refused = await worker.sees((event) => event.is === "refused");
  assert.ok(refused.is === "refused" && refused.code === "queue.errand.crashes");
  await worker.sees(isDone);
  assert.equal((await home.errands(poison))[0]?.state, "dead");
  assert.equal((await home.errands(neighbour))[0]?.state, "done");
  const paused = await poison.one("select code from schedule_pause where district_id = $1");
  assert.deepEqual(paused, { code: "queue.errand.crashes" });
  await worker.stop();
});

/** What ten seconds of silence do. */
async function lapse(): Promise<void> {
  const { queue } = home;
  await queue.reserve.executeSql(
    "update queue.job set heartbeat_on = now() - interval '1 hour' where state = 'active'",
  );
  await queue.reserve.executeSql("update queue.queue set monitor_claim_on = null, monitor_on = null");
  await queue.library.supervise("sync");
}
