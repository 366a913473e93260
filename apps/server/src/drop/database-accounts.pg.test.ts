import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { withTestDatabase } from "@muster/sync/database/test-database.ts";
import { createDistrict } from "@muster/sync/directory/districts.ts";
import { addDropKey, createDropAccount, rotateDropPassword } from "@muster/sync/directory/drop-accounts.ts";
import { addRecipient } from "@muster/sync/directory/notice-recipients.ts";
import { listDropAccounts } from "@muster/sync/directory/read-drop-accounts.ts";
import { openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import { makeSshKeyPair } from "@muster/sync/keys/ssh-key-pair.ts";
import { dropSource } from "@muster/sync/source/drop/drop-source.ts";
import { type Connection, sourceLimits } from "@muster/sync/source/source.ts";
import { databaseDropAccounts, keepLastUse, tellRefusedUpload } from "./database-accounts.ts";
import type { DropAccount } from "./drop-account.ts";
import { openDropServer } from "./drop-server.ts";
import { runOpenssh } from "./test-openssh.ts";

test("takes a district from its new account to the files of a sync", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "muster-drop-"));
  await withTestDatabase(async (db) => {
    const { districtId } = await createDistrict(db, "Oak");
    await db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query("insert into source (district_id, source_id, kind, name) values ($1, 3, 'drop', 'Drop')", [
          districtId,
        ]),
      ),
    );
    const place = { districtId, sourceId: 3 };
    const { login } = await createDropAccount(db, place, new Date());
    const password = await rotateDropPassword(db, place, new Date());
    const pair = makeSshKeyPair();
    await addDropKey(db, place, { text: pair.publicKey, label: "SIS" }, new Date());

    const arrived: DropAccount[] = [];
    const noted: Promise<void>[] = [];
    const server = await openDropServer({
      ...{ home, host: "127.0.0.1", port: 0, accounts: databaseDropAccounts(db, home) },
      onArrival: async (account) => void arrived.push(account),
      onSecurityEvent: (event) => noted.push(keepLastUse(db, event)),
    });
    try {
      const manifest = "propertyName,value\nmanifest.version,1.0\nfile.users,bulk\n";
      await writeFile(path.join(home, "manifest.csv"), manifest);
      await writeFile(path.join(home, "users.csv"), "sourcedId\nana\n");
      const to = { home, server, login };
      const first = await runOpenssh(to, ["put users.csv"], { key: pair.privateKey });
      assert.equal(first.code, 0, first.said);
      const second = await runOpenssh(to, ["put manifest.csv"], { password });
      assert.equal(second.code, 0, second.said);
      while (arrived.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.equal(arrived[0]?.sourceId, 3);
      await Promise.all(noted);
      const [listed] = await listDropAccounts(db, districtId);
      assert.match(listed?.lastUsedFrom ?? "", /127\.0\.0\.1$/);

      const folder = await mkdtemp(path.join(home, "taken-"));
      const connection: Connection = {
        ...{ values: {}, folder, limits: sourceLimits, allowsPrivateHosts: false, lastSeen: undefined },
        ...{ dropFolder: arrived[0]?.folder ?? "", signal: new AbortController().signal },
        ...{ now: () => new Date(), onProgress: () => undefined },
        wait: () => Promise.reject(new Error("a complete set is not waited for")),
      };
      await dropSource.fetch(connection);
      assert.equal(await readFile(path.join(folder, "users.csv"), "utf8"), "sourcedId\nana\n");
    } finally {
      await server.close();
    }
  });
  await rm(home, { recursive: true, force: true });
});

test("tells a district's people when an upload was refused for want of room (A25)", async () => {
  const home = await mkdtemp(path.join(tmpdir(), "muster-drop-"));
  await withTestDatabase(async (db) => {
    const { districtId } = await createDistrict(db, "Oak");
    const place = { districtId, sourceId: 3 };
    const write = (text: string): Promise<unknown> =>
      db.session(districtId, (session) => session.write((tx) => tx.query(text, [districtId])));
    await write("insert into source (district_id, source_id, kind, name) values ($1, 3, 'drop', 'Drop')");
    const { login } = await createDropAccount(db, place, new Date());
    const password = await rotateDropPassword(db, place, new Date());
    await write("update drop_account set quota_bytes = 10 where district_id = $1");
    await addRecipient(db, await openHomeKeys(home), {
      ...{ districtId, kind: "mail", address: "kim@oak.example.org", kinds: [], operator: "kim" },
      ...{ at: new Date().toISOString(), allowsPrivateHosts: false },
    });
    const told: Promise<void>[] = [];
    const server = await openDropServer({
      ...{ home, host: "127.0.0.1", port: 0, accounts: databaseDropAccounts(db, home) },
      onArrival: async () => undefined,
      onSecurityEvent: (event) => told.push(tellRefusedUpload(db, event)),
    });
    try {
      await writeFile(path.join(home, "users.csv"), "sourcedId\nana\n");
      const { code } = await runOpenssh({ home, server, login }, ["put users.csv"], { password });
      assert.notEqual(code, 0);
      await Promise.all(told);
      const outbox = await db.session(districtId, (session) =>
        session.read((tx) =>
          tx.query<{ kind: string; subject: string }>(
            "select kind, subject from notice_outbox where district_id = $1",
            [districtId],
          ),
        ),
      );
      assert.deepEqual(
        outbox.map(({ kind, subject }) => [kind, subject]),
        [["rejected", "source 3"]],
      );
    } finally {
      await server.close();
    }
  });
  await rm(home, { recursive: true, force: true });
});
