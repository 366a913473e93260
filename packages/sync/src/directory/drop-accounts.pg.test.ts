import assert from "node:assert/strict";
import { test } from "node:test";
import ssh2 from "ssh2";
import type { Database } from "../database/database.ts";
import { withTestDatabase } from "../database/test-database.ts";
import { makeSshKeyPair } from "../keys/ssh-key-pair.ts";
import { createDistrict } from "./districts.ts";
import {
  addDropKey,
  changeDropAccount,
  createDropAccount,
  noteDropSignIn,
  removeDropKey,
  removeDropPassword,
  rotateDropPassword,
} from "./drop-accounts.ts";
import { isDropPassword } from "./drop-password.ts";
import { findDropAccount, listDropAccounts } from "./read-drop-accounts.ts";

const now = new Date("2026-09-01T02:10:00Z");

async function districtWithDrop(
  db: Database,
  name: string,
): Promise<{ districtId: number; sourceId: number }> {
  const { districtId } = await createDistrict(db, name);
  await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query("insert into source (district_id, source_id, kind, name) values ($1, 1, 'drop', 'Drop')", [
        districtId,
      ]),
    ),
  );
  return { districtId, sourceId: 1 };
}

test("finds an account of any district by its login, and shows no district another's", async () => {
  await withTestDatabase(async (db) => {
    const oak = await districtWithDrop(db, "Oak");
    const elm = await districtWithDrop(db, "Elm");
    const { login } = await createDropAccount(db, oak, now);
    const other = await createDropAccount(db, elm, now, { quotaBytes: 1000, isWriteOnly: false });
    assert.notEqual(login, other.login);
    assert.equal((await findDropAccount(db, login))?.districtId, oak.districtId);
    assert.equal((await findDropAccount(db, other.login))?.quotaBytes, 1000);
    assert.equal(await findDropAccount(db, "drop-nobody"), undefined);
    assert.equal(await findDropAccount(db, `${login}' or true --`), undefined);
    assert.deepEqual(
      (await listDropAccounts(db, oak.districtId)).map((account) => account.login),
      [login],
    );
    assert.deepEqual(
      await db.session(undefined, (s) => s.read((tx) => tx.query("select * from drop_account"))),
      [],
    );
  });
});

test("opens the accounts of all districts to nobody who throws the switch of the lookup", async () => {
  await withTestDatabase(async (db) => {
    const oak = await districtWithDrop(db, "Oak");
    await createDropAccount(db, oak, now);
    const seen = await db.session(undefined, (session) =>
      session.write(async (tx) => {
        await tx.query("select set_config('muster.drop_sign_in', 'on', true)");
        return tx.query("select login from drop_account");
      }),
    );
    assert.deepEqual(seen, []);
  });
});

test("makes a password that is shown once, and ends the one before with it", async () => {
  await withTestDatabase(async (db) => {
    const oak = await districtWithDrop(db, "Oak");
    const { login } = await createDropAccount(db, oak, now);
    assert.equal((await findDropAccount(db, login))?.passwordHash, undefined);
    const first = await rotateDropPassword(db, oak, now);
    const second = await rotateDropPassword(db, oak, now);
    assert.ok(first.replaceAll("-", "").length >= 20);
    const hash = (await findDropAccount(db, login))?.passwordHash;
    assert.equal(await isDropPassword(first, hash), false);
    assert.equal(await isDropPassword(second, hash), true);
    assert.equal(await isDropPassword(second, undefined), false);
    assert.ok(!JSON.stringify(await listDropAccounts(db, oak.districtId)).includes("scrypt"));
    await removeDropPassword(db, oak, now);
    assert.equal((await findDropAccount(db, login))?.passwordHash, undefined);
  });
});

test("takes strong public keys, and neither weak nor private ones", async () => {
  await withTestDatabase(async (db) => {
    const oak = await districtWithDrop(db, "Oak");
    const { login } = await createDropAccount(db, oak, now);
    const pair = makeSshKeyPair("somebody@machine");
    const add = (text: string) => addDropKey(db, oak, { text, label: "SIS" }, now);
    const added = await add(pair.publicKey);
    await add(`${pair.publicKey}\n`);
    const account = await findDropAccount(db, login);
    assert.deepEqual(account?.keys, [added]);
    assert.ok(!JSON.stringify(account).includes("somebody"));
    await add(ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 }).public);
    await add(ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 }).public);
    await assert.rejects(add(ssh2.utils.generateKeyPairSync("rsa", { bits: 1024 }).public), {
      code: "drop.key.weak",
      facts: { type: "ssh-rsa", bits: 1024 },
    });
    await assert.rejects(add(pair.privateKey), { code: "drop.key.private" });
    await assert.rejects(add("ssh-ed25519 AAAA"), { code: "drop.key.unreadable" });
    await removeDropKey(db, oak, added.fingerprint);
    await assert.rejects(removeDropKey(db, oak, added.fingerprint), { code: "drop.key.unknown" });
    assert.equal((await findDropAccount(db, login))?.keys.length, 2);
  });
});

test("keeps what is chosen about an account, and hides one that is switched off", async () => {
  await withTestDatabase(async (db) => {
    const oak = await districtWithDrop(db, "Oak");
    await assert.rejects(createDropAccount(db, { ...oak, sourceId: 9 }, now), { code: "source.id.unknown" });
    await assert.rejects(changeDropAccount(db, oak, {}), { code: "drop.account.missing" });
    const { login } = await createDropAccount(db, oak, now);
    await assert.rejects(createDropAccount(db, oak, now), { code: "drop.account.taken" });
    await assert.rejects(changeDropAccount(db, oak, { allowedAddresses: ["192.0.2.0/33"] }), {
      code: "drop.address.invalid",
    });
    await changeDropAccount(db, oak, { allowedAddresses: ["192.0.2.0/24", "2001:db8::/32"], quotaBytes: 5 });
    const found = await findDropAccount(db, login);
    assert.deepEqual(found?.allowedAddresses, ["192.0.2.0/24", "2001:db8::/32"]);
    assert.equal(found?.quotaBytes, 5);
    assert.equal(found?.isWriteOnly, true);
    await noteDropSignIn(db, oak, "192.0.2.7", now);
    const [listed] = await listDropAccounts(db, oak.districtId);
    assert.equal(listed?.lastUsedFrom, "192.0.2.7");
    assert.equal(Date.parse(listed?.lastUsedAt ?? ""), now.getTime());
    await changeDropAccount(db, oak, { isEnabled: false });
    assert.equal(await findDropAccount(db, login), undefined);
  });
});
