import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { type Connection, sourceLimits } from "../source.ts";
import { uploadsName } from "./drop-folder.ts";
import { dropSource } from "./drop-source.ts";

/** Far enough from now that no time of the machine's own clock gets between. */
const evening = Date.UTC(2040, 8, 1, 20);

interface TestDrop {
  readonly folder: string;
  readonly taken: string;
  readonly connection: Connection;
  readonly clock: { at: number };
  /** What happens while the source waits. */
  readonly meanwhile: { deed: () => Promise<void> };
  readonly put: (name: string, text: string, at: number) => Promise<void>;
}

async function openDrop(t: TestContext, values: Record<string, string> = {}): Promise<TestDrop> {
  const root = await mkdtemp(path.join(tmpdir(), "muster-drop-"));
  t.after(() => rm(root, { recursive: true, force: true }));
  const [folder, taken] = [path.join(root, "drop"), path.join(root, "taken")];
  await mkdir(folder);
  await mkdir(taken);
  const clock = { at: evening };
  const meanwhile = { deed: async () => undefined };
  const connection: Connection = {
    ...{ values, folder: taken, dropFolder: folder, limits: sourceLimits, allowsPrivateHosts: false },
    ...{ signal: new AbortController().signal, now: () => new Date(clock.at), onProgress: () => undefined },
    wait: async (milliseconds) => {
      clock.at += milliseconds;
      await meanwhile.deed();
    },
    lastSeen: undefined,
  };
  const put = async (name: string, text: string, at: number): Promise<void> => {
    await writeFile(path.join(folder, `${name}.new`), text);
    await rename(path.join(folder, `${name}.new`), path.join(folder, name));
    await utimes(path.join(folder, name), at / 1000, at / 1000);
    await utimes(folder, at / 1000, at / 1000);
  };
  return { folder, taken, connection, clock, meanwhile, put };
}

test("takes what lies in the drop, with the times at which it arrived", async (t) => {
  const drop = await openDrop(t);
  await drop.put("users.csv", "sourcedId\nana\n", evening - 3_600_000);
  await drop.put("classes.csv.part", "half", evening - 3_600_000);
  const delivery = await dropSource.fetch(drop.connection);
  assert.deepEqual(delivery.findings, []);
  assert.deepEqual(delivery.proofs, [{ of: "users.csv", by: "quiet", received: 14 }]);
  assert.equal(delivery.seen.newestMs, evening - 3_600_000);
  assert.deepEqual(await readdir(drop.taken), ["users.csv"]);
  // The district's next file takes the name; what was taken stays as it was.
  await drop.put("users.csv", "sourcedId\nben\n", evening);
  assert.equal(await readFile(path.join(drop.taken, "users.csv"), "utf8"), "sourcedId\nana\n");
});

test("waits until nothing more arrives, and comes back later where something does", async (t) => {
  const drop = await openDrop(t);
  await drop.put("users.csv", "a", evening - 10_000);
  await dropSource.fetch(drop.connection);
  assert.equal(drop.clock.at, evening + 50_000);

  const busy = await openDrop(t);
  await busy.put("users.csv", "a", evening - 10_000);
  busy.meanwhile.deed = () => busy.put("classes.csv", "bb", evening + 5_000);
  await assert.rejects(dropSource.fetch(busy.connection), {
    code: "source.files.growing",
    retry: "later",
    facts: { file: "classes.csv", bytes: 2 },
  });
  assert.deepEqual(await readdir(busy.taken), []);
});

test("does not mix yesterday's files with a set that is being uploaded", async (t) => {
  const drop = await openDrop(t);
  await drop.put("users.csv", "a", evening - 86_400_000);
  const half = path.join(drop.folder, uploadsName, "1");
  await mkdir(path.dirname(half));
  await writeFile(half, "x");
  await utimes(half, evening / 1000 - 60, evening / 1000 - 60);
  await utimes(drop.folder, evening / 1000 - 86_400, evening / 1000 - 86_400);
  await assert.rejects(dropSource.fetch(drop.connection), { code: "source.files.growing" });
  // Left by a process that was killed: nobody writes it any more.
  await utimes(half, evening / 1000 - 3600, evening / 1000 - 3600);
  assert.equal((await dropSource.fetch(drop.connection)).proofs.length, 1);
});

const manifest =
  "propertyName,value\nmanifest.version,1.0\nfile.users,bulk\nfile.classes,bulk\nfile.orgs,absent\n";

test("takes a set that its manifest says is whole at once, but not on the strength of yesterday's files", async (t) => {
  const drop = await openDrop(t);
  for (const name of ["users.csv", "classes.csv"]) await drop.put(name, "a", evening - 2_000);
  await drop.put("manifest.csv", manifest, evening - 1_000);
  await dropSource.fetch(drop.connection);
  assert.equal(drop.clock.at, evening);

  await rm(drop.taken, { recursive: true });
  await mkdir(drop.taken);
  const lastSeen = { newestMs: evening - 1_500 };
  await dropSource.fetch({ ...drop.connection, lastSeen });
  assert.equal(drop.clock.at, evening + 59_000);
});

test("takes a ZIP that ends as ZIPs end at once", async (t) => {
  const drop = await openDrop(t);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  await drop.put("roster.zip", end.toString("latin1"), evening - 1_000);
  const { proofs } = await dropSource.fetch(drop.connection);
  assert.equal(drop.clock.at, evening);
  assert.deepEqual(
    proofs.map(({ by }) => by),
    ["quiet", "end"],
  );
});

test("follows no link that somebody put into the folder (A27)", async (t) => {
  const drop = await openDrop(t);
  await drop.put("classes.csv", "a", evening - 3_600_000);
  await symlink("/etc/hostname", path.join(drop.folder, "users.csv"));
  await utimes(drop.folder, evening / 1000 - 3600, evening / 1000 - 3600);
  const { findings } = await dropSource.fetch(drop.connection);
  assert.deepEqual(
    findings.map(({ code, file }) => [code, file]),
    [["archive.entry.special", "users.csv"]],
  );
  assert.deepEqual(await readdir(drop.taken), []);
});

test("says that nothing was uploaded rather than that the district is empty", async (t) => {
  const drop = await openDrop(t);
  await utimes(drop.folder, 1, 1);
  await assert.rejects(dropSource.fetch(drop.connection), { code: "drop.files.none", retry: "later" });
  await rm(drop.folder, { recursive: true });
  await assert.rejects(dropSource.fetch(drop.connection), { code: "drop.files.none" });
  assert.deepEqual((await dropSource.look(drop.connection)).files, []);
});

test("puts taken files away and removes them after some days, but nothing that arrived since", async (t) => {
  const drop = await openDrop(t, { afterwards: "archive", "archive-days": "14" });
  await drop.put("users.csv", "a", evening - 3_600_000);
  await drop.put("classes.csv", "b", evening - 3_600_000);
  const { seen } = await dropSource.fetch(drop.connection);
  await drop.put("classes.csv", "c", evening);
  const putAway = async (days: number): Promise<void> => {
    drop.clock.at = evening + days * 86_400_000;
    await dropSource.putAway?.({ ...drop.connection, lastSeen: seen });
  };
  await dropSource.putAway?.({ ...drop.connection, values: { afterwards: "keep" }, lastSeen: seen });
  assert.deepEqual((await readdir(drop.folder)).sort(), ["classes.csv", "users.csv"]);
  await putAway(0);
  assert.deepEqual((await readdir(drop.folder)).sort(), [".taken", "classes.csv"]);
  await putAway(13);
  assert.equal((await readdir(path.join(drop.folder, ".taken"))).length, 1);
  await putAway(15);
  assert.deepEqual(await readdir(path.join(drop.folder, ".taken")), []);
});
