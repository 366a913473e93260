import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, type TestContext, test } from "node:test";
import { type TestConnection, testConnection } from "../network/test-connection.ts";
import type { Connection } from "../source.ts";
import { forgeZip } from "../upload/test-zip.ts";
import { makeKeyPair } from "./make-key-pair.ts";
import { sftpSource } from "./sftp-source.ts";
import { startSshd, type TestSshd, withoutSshd } from "./test-sshd.ts";

const skip = withoutSshd;
const running = skip === false ? await startSshd({ after }) : undefined;

/** The one server of this file, with a folder of its own for each test. */
function ownSite(): TestSshd {
  if (running === undefined) throw new Error("the test is left out without a server");
  const site = mkdtempSync(path.join(running.site, "site-"));
  chmodSync(site, 0o755);
  return { ...running, site };
}

/** The clock of testConnection. */
const now = Date.parse("2026-03-02T05:00:00Z");
const hour = 3_600_000;

function connectionTo(
  t: TestContext,
  sshd: TestSshd,
  values: Readonly<Record<string, string>> = {},
  given: Partial<Connection> = {},
): TestConnection {
  const folder = mkdtempSync(path.join(tmpdir(), "muster-fetch-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return testConnection({
    folder,
    values: {
      host: "127.0.0.1",
      port: String(sshd.port),
      path: sshd.site,
      login: sshd.login,
      "private-key": sshd.privateKey,
      "host-key": sshd.fingerprint,
      ...values,
    },
    ...given,
  });
}

/** Writes files as they were `ageMs` before the clock of the test. */
function lay(folder: string, names: readonly string[], ageMs: number, text = "sourcedId\n1\n"): void {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const file = path.join(folder, name);
    writeFileSync(file, `${text}${name}\n`);
    const at = (now - ageMs) / 1000;
    utimesSync(file, at, at);
  }
}

const roster = ["users.csv", "classes.csv", "enrollments.csv"];

test("fetches a roster from OpenSSH, each file as it is, with its time", { skip }, async (t) => {
  const sshd = ownSite();
  lay(sshd.site, [...roster, "manifest.csv", "orgs.csv"], 2 * hour);
  lay(sshd.site, ["demographics.csv", "notes.txt", "users.csv.filepart", ".hidden.csv", "grades.csv"], hour);
  const connection = connectionTo(t, sshd);
  const sighting = await sftpSource.look(connection);
  assert.equal(sighting.connectedTo, `127.0.0.1 as ${sshd.login}`);
  assert.deepEqual(
    sighting.files.map(({ name }) => name).sort(),
    [...roster, "manifest.csv", "orgs.csv"].sort(),
  );
  assert.deepEqual(readdirSync(connection.folder), []);
  const delivery = await sftpSource.fetch(connection);
  assert.equal(delivery.path, connection.folder);
  assert.deepEqual(readdirSync(connection.folder), [
    "classes.csv",
    "enrollments.csv",
    "manifest.csv",
    "orgs.csv",
    "users.csv",
  ]);
  const fetched = path.join(connection.folder, "users.csv");
  assert.equal(readFileSync(fetched, "utf8"), readFileSync(path.join(sshd.site, "users.csv"), "utf8"));
  assert.equal(statSync(fetched).mtimeMs, now - 2 * hour);
  const proof = delivery.proofs.find(({ of }) => of === "users.csv");
  assert.deepEqual(proof, { of: "users.csv", by: "quiet", received: 22, announced: 22 });
  assert.deepEqual([delivery.findings, connection.waits], [[], []]);
  assert.equal(delivery.seen.hostKey, sshd.fingerprint);
});

test("tells the schools and what nobody needs, before anything is fetched", { skip }, async (t) => {
  const sshd = ownSite();
  const write = (name: string, text: string): void => writeFileSync(path.join(sshd.site, name), text);
  write(
    "orgs.csv",
    "sourcedId,name,type\n1,Oak Elementary,school\n2,Maple Valley,district\n3,Elm High,school\n",
  );
  write("users.csv", "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,ssn\n");
  const connection = connectionTo(t, sshd);
  const sighting = await sftpSource.look(connection);
  assert.deepEqual(sighting.schools, [
    { sourcedId: "1", name: "Oak Elementary" },
    { sourcedId: "3", name: "Elm High" },
  ]);
  assert.deepEqual([sighting.oversharing, sighting.notShared], [["ssn"], ["classes", "enrollments"]]);
  assert.deepEqual(readdirSync(connection.folder), []);
});

test("tells which files of a roster a ZIP holds, from its table of contents alone", { skip }, async (t) => {
  const sshd = ownSite();
  const entries = ["out/users.csv", "out/classes.csv", "notes.txt"].map((name) => ({
    name,
    data: "sourcedId\n",
  }));
  const zip = forgeZip([{ name: "photos.bin", data: randomBytes(900_000), isStored: true }, ...entries]);
  writeFileSync(path.join(sshd.site, "oak.zip"), zip);
  const look = async () => {
    const { files, notShared } = await sftpSource.look(connectionTo(t, sshd));
    return [files.map(({ name, bytes }) => `${name} ${bytes}`), notShared];
  };
  const within = ["oak.zip/out/users.csv 10", "oak.zip/out/classes.csv 10"];
  assert.deepEqual(await look(), [[`oak.zip ${zip.length}`, ...within], ["enrollments"]]);
  writeFileSync(path.join(sshd.site, "oak.zip"), zip.subarray(0, 500_000));
  assert.deepEqual(await look(), [["oak.zip 500000"], []]);
});

test("sends nothing to a server that nobody has confirmed, and shows its fingerprint", {
  skip,
}, async (t) => {
  const sshd = await startSshd(t);
  const unknown = connectionTo(t, sshd, { "host-key": "" });
  const facts = { host: "127.0.0.1", fingerprint: sshd.fingerprint, keyType: "ssh-ed25519" };
  await assert.rejects(sftpSource.look(unknown), { code: "source.hostkey.unknown", retry: "never", facts });
  const pinned = sshd.fingerprint;
  const connection = connectionTo(t, sshd, { "host-key": pinned.replace("SHA256:", "") });
  lay(sshd.site, roster, hour);
  await sftpSource.look(connection);
  const fingerprint = await sshd.changeHostKey();
  await assert.rejects(sftpSource.fetch(connectionTo(t, sshd, { "host-key": pinned })), {
    code: "source.hostkey.changed",
    retry: "never",
    facts: { ...facts, fingerprint, pinned },
  });
  // While a server changes its key, both are good.
  await sftpSource.fetch(connectionTo(t, sshd, { "host-key": `${pinned},${fingerprint}` }));
});

test("refuses a server inside our own network (security 70)", { skip }, async (t) => {
  const sshd = ownSite();
  const connection = connectionTo(t, sshd, {}, { allowsPrivateHosts: false });
  await assert.rejects(sftpSource.look(connection), { code: "source.host.private" });
});

test("stops after one attempt when the key is refused (A17)", { skip }, async (t) => {
  const sshd = ownSite();
  const other = makeKeyPair("muster oak");
  assert.match(other.publicKey, /^ssh-ed25519 \S+ muster-oak$/);
  const connection = connectionTo(t, sshd, { "private-key": other.privateKey });
  await assert.rejects(sftpSource.fetch(connection), {
    code: "source.sign-in.refused",
    retry: "never",
    facts: { host: "127.0.0.1", login: sshd.login },
  });
  assert.deepEqual(connection.waits, []);
});

test("says whether a folder is missing or may not be listed (A16)", { skip }, async (t) => {
  const sshd = ownSite();
  const closed = path.join(sshd.site, "closed");
  mkdirSync(closed);
  chmodSync(closed, 0o000);
  const facts = { host: "127.0.0.1", login: sshd.login, path: closed };
  await assert.rejects(sftpSource.fetch(connectionTo(t, sshd, { path: closed })), {
    ...{ code: "source.folder.refused", retry: "never", facts },
  });
  await assert.rejects(sftpSource.fetch(connectionTo(t, sshd, { path: `${closed}-not` })), {
    code: "source.folder.missing",
  });
  // Among the folders in which a roster is looked for, too: an error is never an empty list.
  await assert.rejects(sftpSource.fetch(connectionTo(t, sshd)), { code: "source.folder.refused" });
  chmodSync(closed, 0o755);
  rmSync(closed, { recursive: true });
  await assert.rejects(sftpSource.fetch(connectionTo(t, sshd)), { code: "source.files.none" });
});

test("waits until nobody writes any more, and does not read what is growing (A01)", { skip }, async (t) => {
  const sshd = ownSite();
  lay(sshd.site, roster, 20_000);
  const quiet = connectionTo(t, sshd);
  await sftpSource.fetch(quiet);
  assert.deepEqual(quiet.waits, [60_000]);
  assert.deepEqual(quiet.progress[1], { what: "waiting until the files are quiet, 60 s" });
  const growing = connectionTo(t, sshd);
  const wait = async (milliseconds: number): Promise<void> => {
    lay(sshd.site, ["users.csv"], 0, "sourcedId\n1\n2\n");
    await growing.wait(milliseconds);
  };
  await assert.rejects(sftpSource.fetch({ ...growing, wait }), {
    code: "source.files.growing",
    retry: "later",
    facts: { file: "users.csv", bytesBefore: 22, bytes: 24, seconds: 60 },
  });
  assert.deepEqual(readdirSync(growing.folder), []);
});

test("takes the time of arrival for a file from the future (A10)", { skip }, async (t) => {
  const sshd = ownSite();
  lay(sshd.site, roster, -4 * 365 * 24 * hour);
  const connection = connectionTo(t, sshd);
  const { findings } = await sftpSource.fetch(connection);
  assert.deepEqual(connection.waits, [60_000]);
  assert.deepEqual(findings.map(({ code, file }) => `${code} ${file}`).sort(), [
    "input.file.future classes.csv",
    "input.file.future enrollments.csv",
    "input.file.future users.csv",
  ]);
  assert.equal(statSync(path.join(connection.folder, "users.csv")).mtimeMs, now + 60_000);
});

test("takes the newest complete of dated folders, and names the others (A14)", { skip }, async (t) => {
  const sshd = ownSite();
  lay(path.join(sshd.site, "2026-02-28"), roster, 50 * hour, "old\n");
  lay(path.join(sshd.site, "2026-03-01"), roster, 26 * hour, "yesterday\n");
  lay(path.join(sshd.site, "2026-03-02"), ["users.csv", "classes.csv"], 2 * hour, "today\n");
  mkdirSync(path.join(sshd.site, "empty"));
  const connection = connectionTo(t, sshd);
  const { findings, seen } = await sftpSource.fetch(connection);
  assert.match(readFileSync(path.join(connection.folder, "users.csv"), "utf8"), /^yesterday/);
  assert.equal(seen.set, "2026-03-01");
  assert.deepEqual(
    findings.map(({ code, facts }) => ({ code, ...facts })),
    [
      { code: "input.set.unfinished", missing: "enrollments", chosen: "2026-03-01" },
      { code: "input.set.older", chosen: "2026-03-01", names: "2026-02-28", count: 1 },
    ],
  );
});

test("delivers an incomplete set where there is no other, for the gates to hold (A06)", {
  skip,
}, async (t) => {
  const sshd = ownSite();
  lay(sshd.site, ["users.csv", "enrollments.csv"], hour);
  lay(sshd.site, ["last-year.zip"], 9000 * hour);
  const connection = connectionTo(t, sshd);
  const { path: delivered } = await sftpSource.fetch(connection);
  assert.deepEqual(
    [delivered, readdirSync(connection.folder)],
    [connection.folder, ["enrollments.csv", "users.csv"]],
  );
});

test("takes a link for the file that it leads to, and follows none to a folder", { skip }, async (t) => {
  const sshd = ownSite();
  lay(path.join(sshd.site, "kept"), roster, hour);
  symlinkSync("..", path.join(sshd.site, "kept", "round"));
  for (const name of roster) symlinkSync(path.join("kept", name), path.join(sshd.site, name));
  symlinkSync("nowhere", path.join(sshd.site, "orgs.csv"));
  const connection = connectionTo(t, sshd);
  await sftpSource.fetch(connection);
  assert.deepEqual(readdirSync(connection.folder), [...roster].sort());
  assert.match(readFileSync(path.join(connection.folder, "users.csv"), "utf8"), /users\.csv/);
});

test("moves the files out of the way after the sync, where the district wants it", { skip }, async (t) => {
  const sshd = ownSite();
  const site = path.join(sshd.site, "out");
  lay(site, roster, hour);
  chmodSync(site, 0o777);
  const connection = connectionTo(t, sshd, { path: site, after: "archive" });
  const { seen } = await sftpSource.fetch(connection);
  // A new export came while the sync ran.
  lay(site, ["users.csv"], 0, "newer than what was fetched\n");
  await sftpSource.putAway?.({ ...connection, lastSeen: seen });
  assert.deepEqual(readdirSync(site), ["muster-archive", "users.csv"]);
  const [dated = ""] = readdirSync(path.join(site, "muster-archive"));
  assert.deepEqual(readdirSync(path.join(site, "muster-archive", dated)), ["classes.csv", "enrollments.csv"]);
  lay(site, roster, hour);
  await sftpSource.putAway?.({
    ...connection,
    lastSeen: seen,
    values: { ...connection.values, after: "leave" },
  });
  assert.deepEqual(readdirSync(site), ["classes.csv", "enrollments.csv", "muster-archive", "users.csv"]);
});
