import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { writePracticeDay } from "@muster/sandbox/practice.ts";
import { readClient } from "@muster/sync/access/api-clients.ts";
import { readToken } from "@muster/sync/access/api-tokens.ts";
import { takeSignInLink } from "@muster/sync/access/sign-in-link.ts";
import { type Database, openDatabase } from "@muster/sync/database/database.ts";
import type { Cli } from "./cli.ts";
import { readConfig } from "./config.ts";
import { temporaryFolder } from "./muster-process.ts";
import { makeProgram } from "./program.ts";

/**
 * Who signs in, which programs ask, which systems read, and the log of it, typed as whoever runs Muster types it. The
 * commands run in this process: what is looked at is what they print, their exit codes, and what their secrets open.
 */

const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");
let db: Database;

before(async () => {
  db = await openDatabase({ home });
  assert.equal((await muster("district", "create", "Oak Grove")).exitCode, 0);
});
after(async () => {
  await db.close();
  remove();
});

interface Typed {
  readonly exitCode: unknown;
  readonly out: string;
  readonly note: string;
}

async function muster(...words: string[]): Promise<Typed> {
  const said = { out: "", note: "" };
  const cli: Cli = {
    config: readConfig({ MUSTER_HOME: home, PATH: process.env.PATH }),
    terminal: {
      out: (line) => {
        said.out += `${line}\n`;
      },
      note: (line) => {
        said.note += `${line}\n`;
      },
      ...{ isWatched: false, isHeard: () => true, strong: (text) => text },
      ...{ outWidth: () => 100, noteWidth: () => 100 },
    },
    progress: { step: () => undefined, note: () => undefined, stage: () => undefined, end: () => undefined },
    interrupt: {
      ...{ heed: () => undefined, isAsked: () => false, passOn: () => undefined },
      signal: new AbortController().signal,
    },
  };
  try {
    await makeProgram(cli).parseAsync(["node", "muster", ...words]);
    return { ...said, exitCode: process.exitCode };
  } finally {
    process.exitCode = 0;
  }
}

async function document(...words: string[]): Promise<Record<string, unknown>> {
  const { exitCode, out, note } = await muster(...words, "--json");
  assert.equal(exitCode, 0, note);
  return JSON.parse(out);
}

test("a data manager is invited, signs in by the printed link once, and is let in no longer when removed", async () => {
  assert.match((await muster("operator", "list")).out, /Nobody may sign in yet/);
  const owner = await document("operator", "invite", "olga@oak.example.org", "--role", "owner");
  const made = await document("operator", "invite", "kim@oak.example.org", "--name", "Kim");
  assert.deepEqual([owner.operatorId, made.operatorId], [1, 2]);
  for (const { link } of [owner, made]) {
    const [address, secret = ""] = String(link).split("#");
    assert.match(address ?? "", /^http:\/\/127\.0\.0\.1:\d+\/link$/);
    assert.equal((await takeSignInLink(db, secret, new Date()))?.purpose, "invitation");
    assert.equal(await takeSignInLink(db, secret, new Date()), undefined, "a link signs in once");
  }
  const again = await muster("operator", "invite", "KIM@oak.example.org");
  assert.deepEqual([again.exitCode !== 0, /access\.operator\.taken/.test(again.note)], [true, true]);
  assert.match((await muster("operator", "list")).out, /2 +Kim +kim@oak\.example\.org +viewer +active/);
  const link = await muster("operator", "link", "1", "--url", "https://muster.example.org/");
  assert.match(link.out, /within half an hour:\nhttps:\/\/muster\.example\.org\/link#\S+\n$/);
  assert.equal((await muster("operator", "remove", "2")).exitCode, 0);
  assert.match((await muster("operator", "list")).out, /kim@oak\.example\.org +viewer +removed/);
  assert.match((await muster("operator", "remove", "1")).note, /access\.owner\.last/);
  assert.equal((await muster("operator", "link", "9")).exitCode, 2, "nobody has this number");
});

test("a token does what its operator may at most, works until it is revoked, and no longer than ninety days", async () => {
  assert.match((await muster("token", "list")).out, /There is no token/);
  const beyond = await muster("token", "create", "x", "--operator", "1", "--rights", "see,fly");
  assert.deepEqual([beyond.exitCode, /no such right/.test(beyond.note)], [2, true]);
  assert.equal((await muster("token", "create", "x", "--operator", "1", "--days", "91")).exitCode, 2);
  assert.equal((await muster("token", "create", "x", "--operator", "2")).exitCode, 2, "Kim was removed");
  const made = await document("token", "create", "nightly", "--operator", "1", "--rights", "see,decide");
  const secret = String(made.token);
  assert.deepEqual((await readToken(db, secret, new Date()))?.granted, ["see", "decide"]);
  const listed = await muster("token", "list");
  assert.match(listed.out, /1 +nightly +olga@oak\.example\.org +see, decide/);
  assert.ok(!listed.out.includes(secret), "a secret is shown once");
  assert.equal((await muster("token", "revoke", "1")).exitCode, 0);
  assert.equal(await readToken(db, secret, new Date()), undefined);
  assert.match((await muster("token", "list")).out, /revoked/);
});

test("a system reads with its secret, also with the one before for a while, and with none once it is revoked", async () => {
  assert.match((await muster("client", "list")).out, /No other system reads/);
  const wrong = await muster("client", "create", "Library", "--scopes", "everything");
  assert.deepEqual([wrong.exitCode, /no scope named everything/.test(wrong.note)], [2, true]);
  const first = await document("client", "create", "Library");
  const next = await document("client", "rotate", "1");
  assert.notEqual(first.secret, next.secret);
  const opens = async (secret: unknown): Promise<boolean> =>
    (await readClient(db, String(first.clientId), String(secret), new Date())) !== undefined;
  assert.deepEqual([await opens(first.secret), await opens(next.secret)], [true, true]);
  assert.match((await muster("client", "list")).out, /1 +Library .* may read, new secret on/);
  assert.equal((await muster("client", "revoke", "1")).exitCode, 0);
  assert.deepEqual([await opens(first.secret), await opens(next.secret)], [false, false]);
  assert.equal((await muster("client", "rotate", "7")).exitCode, 2, "no client has this number");
});

test("while a district is paused or its roster frozen, nobody syncs it by hand either", async () => {
  const files = path.join(folder, "monday");
  mkdirSync(files);
  await writePracticeDay(files, "monday");
  assert.equal((await muster("queue", "pause", "--reason", "new SIS")).exitCode, 0);
  const paused = await muster("sync", files);
  assert.deepEqual([paused.exitCode, /schedule\.district\.paused/.test(paused.note)], [7, true]);
  await muster("queue", "resume");
  const today = ["--from", "2020-01-01", "--to", "2199-12-31"];
  assert.equal((await muster("season", "add", "--mode", "frozen", ...today)).exitCode, 0);
  const frozen = await muster("sync", files);
  assert.deepEqual([frozen.exitCode, /schedule\.season\.frozen/.test(frozen.note)], [7, true]);
  const planned = await muster("plan", files);
  assert.match(planned.out, /Nothing has been changed/);
  assert.equal((await muster("season", "remove", "1")).exitCode, 0);
  assert.match((await muster("sync", files)).out, /^Applied/);
});

test("all of it stands in the log, which is proved whole, and an entry that was slipped in is named", async () => {
  const whole = await document("audit", "verify");
  assert.deepEqual([whole.district, whole.isWhole], ["Oak Grove", true]);
  const entries = Number(whole.entries);
  assert.ok(entries >= 8, `${entries} entries`);
  assert.match(
    (await muster("audit", "verify")).out,
    new RegExp(`whole: ${entries} entries[^]*${whole.last}`),
  );
  await db.session(1, (session) =>
    session.write((tx) =>
      tx.query(
        `insert into audit (district_id, ordinal, at, who, act, facts, hash)
         values (1, $1, now(), 'nobody', 'run.undo', '{}', repeat('0', 64))`,
        [entries + 1],
      ),
    ),
  );
  const broken = await muster("audit", "verify");
  assert.equal(broken.exitCode, 9);
  assert.match(broken.out, new RegExp(`broken: entry ${entries + 1} is not what was written`));
});
