import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { openDatabase } from "./database.ts";
import { type EmbeddedServer, joinEmbeddedServer } from "./embedded-server.ts";

/** A server of "somebody else": ours, without the roles that Muster makes on its own. */
let server: EmbeddedServer;
let home = "";

before(async () => {
  home = await mkdtemp(path.join(tmpdir(), "muster-url-"));
  server = await joinEmbeddedServer({ home });
  await server.administer("create role plain login password 'plain'");
  await server.administer("create role maker login createrole password 'maker'");
  for (const owner of ["plain", "maker"])
    await server.administer(`create database of_${owner} owner ${owner}`);
});

after(async () => {
  await server.release();
  await rm(home, { recursive: true });
});

const urlOf = (user: string, database: string, password = user): string =>
  `postgres://${user}:${encodeURIComponent(password)}@/${database}?host=${encodeURIComponent(server.host)}`;

test("a database user who may not make the role is told what an administrator has to run", async () => {
  const open = openDatabase({ home, url: urlOf("plain", "of_plain") });
  await assert.rejects(open, (error) => {
    assert.match(String(error), /create role muster_app nologin; grant muster_app to/);
    return true;
  });
  await assert.rejects(open, { code: "database.role.missing", retry: "never" });
});

test("a database user who may make roles gets everything made; sessions do not run as that user", async () => {
  const db = await openDatabase({ home, url: urlOf("maker", "of_maker") });
  assert.equal(db.kind, "url");
  await db.session(undefined, (session) =>
    session.write((tx) =>
      tx.query("insert into district (district_id, name) values (1, 'Alder'), (2, 'Birch')"),
    ),
  );
  const seen = await db.session(2, (session) =>
    session.read((tx) =>
      tx.query("select name, current_user as role, session_user as signed_in from district"),
    ),
  );
  assert.deepEqual(seen, [{ name: "Birch", role: "muster_app", signed_in: "maker" }]);
  await db.close();
});

test("an administrator's two lines are enough for an ordinary user", async () => {
  await server.administer("grant muster_app to plain");
  const db = await openDatabase({ home, url: urlOf("plain", "of_plain") });
  assert.deepEqual(
    await db.session(1, (session) => session.read((tx) => tx.query("select name from district"))),
    [],
  );
  await db.close();
});

test("even a superuser in the URL sees one district at a time", async () => {
  const db = await openDatabase({ home, url: urlOf("postgres", "of_maker", server.passwordOf("postgres")) });
  const seen = await db.session(1, (session) => session.read((tx) => tx.query("select name from district")));
  assert.deepEqual(seen, [{ name: "Alder" }]);
  await db.close();
});

test("a wrong password, an unknown database and a silent server are three different faults", async () => {
  const codeOf = (url: string) => openDatabase({ home, url }).then(String, (error) => error.code);
  assert.equal(await codeOf(urlOf("maker", "of_maker", "wrong")), "database.sign-in.refused");
  assert.equal(await codeOf(urlOf("maker", "nowhere")), "database.name.unknown");
  assert.equal(await codeOf("postgres://maker@127.0.0.1:1/of_maker"), "database.server.unreachable");
});
