import assert from "node:assert/strict";
import { chmodSync, readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { createDistrict } from "@muster/sandbox/district.ts";
import { startOneRosterStandIn } from "@muster/sandbox/stand-in/oneroster/start-oneroster-stand-in.ts";
import { villagePlan } from "@muster/sandbox/stand-in/oneroster/testing.ts";
import { type Database, openDatabase } from "@muster/sync/database/database.ts";
import { startSshd, withoutSshd } from "@muster/sync/source/sftp/test-sshd.ts";
import { forgeZip } from "@muster/sync/source/upload/test-zip.ts";
import { type Ended, startMuster, temporaryFolder } from "./muster-process.ts";

/** What a stranger's server may try with us, as whoever types the commands sees it: the exit code and every word. */

const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");
const secretFile = path.join(folder, "secret");
const hour = 3_600_000;
let db: Database | undefined;

before(async () => {
  writeFileSync(secretFile, "Sesame-1");
  // It keeps the database running for the commands, so that none of them has to start it.
  db = await openDatabase({ home });
  assert.equal((await muster("district", "create", "Oak Grove", "--year-start", "august")).exitCode, 0);
  assert.match((await muster("setting", "get", "district.year-start")).stdout, /august/);
});
after(async () => {
  await db?.close();
  remove();
});

/** Sources may lie on this machine, as for whoever runs Muster at home. */
function muster(...words: string[]): Promise<Ended> {
  return startMuster(home, words, { MUSTER_ALLOW_PRIVATE_HOSTS: "1" }).ended;
}

/** As it is without the switch. */
function closed(...words: string[]): Promise<Ended> {
  return startMuster(home, words).ended;
}

async function added(...words: string[]): Promise<string> {
  const saved = await muster("source", "add", ...words, "--separate", "--json");
  assert.equal(saved.exitCode, 0, saved.stderr);
  return String(JSON.parse(saved.stdout).source);
}

/** Five parts in plain words; the sixth is the code. */
interface Parts {
  readonly what: RegExp;
  readonly did: RegExp;
  readonly where: RegExp;
  readonly cause: RegExp;
  readonly fix: RegExp;
}

function assertRefused(ended: Ended, exitCode: number, code: string, parts: Parts): void {
  const said = `${ended.stdout} ${ended.stderr}`.replace(/\s+/g, " ");
  assert.equal(ended.exitCode, exitCode, said);
  const shape =
    /(?<what>.*) \[(?<code>[a-z.-]+)\] What we did (?<did>.*?) Where (?<where>.*?) Likely cause (?<cause>.*?) What to do (?<fix>.*?) Who can /;
  const { groups = {} } = shape.exec(said) ?? {};
  assert.equal(groups.code, code, said);
  for (const [part, words] of Object.entries(parts))
    assert.match(groups[part] ?? "", words, `${code} ${part}`);
}

const privateHost: Parts = {
  what: /"127\.0\.0\.1" lies inside a private network$/,
  did: /^Nothing was sent there, and nothing was changed\.$/,
  where: /^the server 127\.0\.0\.1$/,
  cause: /public internet alone/,
  fix: /public name.* MUSTER_ALLOW_PRIVATE_HOSTS=1/,
};

test("an SFTP site that is not known, is another one, or holds what nobody sends", {
  skip: withoutSshd,
}, async () => {
  if (withoutSshd !== false) return;
  const sshd = await startSshd({ after });
  const keyFile = path.join(folder, "id");
  writeFileSync(keyFile, sshd.privateKey, { mode: 0o600 });
  const site = ["--host", "127.0.0.1", "--port", String(sshd.port), "--login", sshd.login];
  const id = await added("sftp", ...site, "--path", sshd.site, "--private-key-file", keyFile);
  const lay = (name: string, bytes: Buffer): string => {
    for (const old of readdirSync(sshd.site)) rmSync(path.join(sshd.site, old));
    const file = path.join(sshd.site, name);
    writeFileSync(file, bytes);
    chmodSync(file, 0o644);
    return file;
  };
  const rest = (file: string): void =>
    utimesSync(file, new Date(Date.now() - hour), new Date(Date.now() - hour));
  const notSent = /^Neither login nor password was sent\. Nothing was changed\.$/;

  assertRefused(await closed("source", "test", id), 6, "source.host.private", privateHost);
  assertRefused(await muster("source", "test", id), 6, "source.hostkey.unknown", {
    what: /Nobody has confirmed yet that "127\.0\.0\.1" is the right server$/,
    did: notSent,
    where: /^the server 127\.0\.0\.1$/,
    cause: new RegExp(`${literally(sshd.fingerprint)} \\(ssh-ed25519\\)`),
    fix: new RegExp(`administrator.* npx muster source set ${id} --host-key ${literally(sshd.fingerprint)}`),
  });
  assert.equal((await muster("source", "set", id, "--host-key", sshd.fingerprint)).exitCode, 0);

  rest(lay("oak.zip", forgeZip([{ name: "users.csv", data: Buffer.alloc(12 * 1_048_576) }])));
  assertRefused(await muster("source", "plan", id), 4, "archive.size.excessive", {
    what: /users\.csv would unpack to 12 MiB out of 11\.9 KiB$/,
    did: /^Nothing was changed\.$/,
    where: /^users\.csv; and 1 more in users\.csv and oak\.zip$/,
    cause: /nothing of it was unpacked/,
    fix: /Ask the sender how the ZIP was made/,
  });
  rest(lay("oak.zip", forgeZip([{ name: "../../users.csv", data: "sourcedId\n" }])));
  assertRefused(await muster("source", "plan", id), 4, "archive.path.escapes", {
    what: /The ZIP oak\.zip holds a file name that leads out of it$/,
    did: /^Nothing was changed\.$/,
    where: /^oak\.zip$/,
    cause: /faulty program, or by somebody who means harm/,
    fix: /Ask the sender how the ZIP was made/,
  });
  const huge = lay("users.csv", Buffer.alloc(0));
  truncateSync(huge, 10_000_000_000);
  rest(huge);
  assertRefused(await muster("source", "plan", id), 6, "source.answer.large", {
    what: /"127\.0\.0\.1" sends more than Muster takes$/,
    did: /^Muster stopped reading\. Nothing was changed\.$/,
    where: /^users\.csv at 127\.0\.0\.1$/,
    cause: /^Muster takes up to 8 GiB of users\.csv/,
    fix: /ask whoever runs the server why it sends so much/,
  });
  const before = sshd.fingerprint;
  const now = await sshd.changeHostKey();
  assertRefused(await muster("source", "test", id), 6, "source.hostkey.changed", {
    what: /"127\.0\.0\.1" shows another key than before$/,
    did: notSent,
    where: /^the server 127\.0\.0\.1$/,
    cause: new RegExp(
      `Confirmed was ${literally(before)}, now it shows ${literally(now)}\\..*stands in between`,
    ),
    fix: new RegExp(`new fingerprint\\. Only if it is this one: npx muster .* --host-key ${literally(now)}`),
  });
});

test("a OneRoster server that leads elsewhere, sends without end, or lies where it must not", async (t) => {
  const server = await startOneRosterStandIn({
    roster: createDistrict(villagePlan),
    version: "1.2",
    auth: { kind: "oauth2", clientId: "muster", clientSecret: "Sesame-1" },
  });
  t.after(() => server.close());
  const client = ["--client-id", "muster", "--client-secret-file", secretFile];
  const id = await added(
    "oneroster-rest",
    "--address",
    server.baseUrl,
    ...client,
    "--token-address",
    server.tokenUrl,
  );
  assertRefused(await closed("source", "test", id), 6, "source.tls.refused", {
    what: /The connection to "127\.0\.0\.1" is not safe$/,
    did: /^Nothing was sent there/,
    where: /^the server 127\.0\.0\.1$/,
    cause: /begins with http/,
    fix: /^Write the address with https\./,
  });
  server.faults.add({ kind: "redirect", to: "https://login.example.org/roster?token=abc", on: "users" });
  const redirected = await muster("source", "plan", id);
  assertRefused(redirected, 6, "source.redirect.refused", {
    what: /"127\.0\.0\.1" sends us on to another address$/,
    did: /^Nothing was sent to the other address, and nothing was changed\.$/,
    where: /^the server 127\.0\.0\.1$/,
    cause: /It names "login\.example\.org"/,
    fix: /If the server has moved, put its new address/,
  });
  assert.ok(!redirected.stderr.includes("token=abc"));
  server.faults.clear();
  server.faults.add({ kind: "endless", encoding: "gzip", on: "users" });
  assertRefused(await muster("source", "plan", id), 6, "source.answer.large", {
    what: /"127\.0\.0\.1" sends more than Muster takes$/,
    did: /^Muster stopped reading\. Nothing was changed\.$/,
    where: / 127\.0\.0\.1$/,
    cause: /^Muster takes up to 128 MiB of /,
    fix: /ask whoever runs the server why it sends so much/,
  });
  const other = await added("oneroster-rest", "--address", "https://0x7f.1/campus", ...client);
  assertRefused(await closed("source", "test", other), 6, "source.host.private", privateHost);
});

test("an address that holds a password is not kept, where it would be shown", async () => {
  const address = "https://kim:Sesame-1@roster.example.org/campus";
  const client = ["--client-id", "muster", "--client-secret-file", secretFile, "--separate"];
  const refused = await muster("source", "add", "oneroster-rest", "--address", address, ...client);
  assertRefused(refused, 2, "source.address.invalid", {
    what: /The address of the source cannot be used as it is written$/,
    did: /^Nothing was changed\.$/,
    where: /^the settings of the source$/,
    cause: /It holds a name or a password/,
    fix: /Write the address without them/,
  });
  assert.ok(!refused.stderr.includes("Sesame-1"));
  const listed = JSON.parse((await muster("source", "list", "--json")).stdout);
  assert.ok(!JSON.stringify(listed).includes("roster.example.org"));
});

function literally(text: string): string {
  return text.replace(/[+/.]/g, "\\$&");
}
