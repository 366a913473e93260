import assert from "node:assert/strict";
import { test } from "node:test";
import { aFile, aManifest, aPackage, codesOf, headers, readRows, rows } from "./package-builder.ts";
import { readPackage } from "./read-package.ts";

const all = {
  orgs: "bulk",
  academicSessions: "bulk",
  courses: "bulk",
  classes: "bulk",
  users: "bulk",
  enrollments: "bulk",
};
const manifest = aManifest("1.1", all);
const withManifest = (text: string, changed: Record<string, string | undefined> = {}) =>
  readPackage(aPackage({ ...changed, "manifest.csv": text }));

test("reads a whole package with its manifest and has nothing to say", async () => {
  const read = await withManifest(`${manifest}source.systemName,Oak SIS\r\n`);
  assert.deepEqual(codesOf(read.diagnostics), []);
  assert.equal(read.format, "oneroster-1.1");
  assert.deepEqual(read.manifest, { version: "1.1", sourceSystem: "Oak SIS" });
  assert.deepEqual(
    read.files.map(({ table, mode }) => `${table} ${mode}`),
    Object.keys(all).map((table) => `${table} bulk`),
  );
});

test("Q019 takes every file for bulk when the manifest is missing, and says so", async () => {
  const read = await readPackage(aPackage());
  assert.deepEqual(codesOf(read.diagnostics), ["package.manifest.missing"]);
  assert.ok(read.files.every(({ mode }) => mode === "bulk"));
});

test("Q020 reads propertyValue for value", async () => {
  const read = await withManifest(manifest.replace("propertyName,value", "propertyName,propertyValue"));
  assert.deepEqual(codesOf(read.diagnostics), ["manifest.column.misspelt"]);
  assert.equal(read.files.length, 6);
});

test("Q021 accepts manifest version 1, which a spreadsheet made of 1.0", async () => {
  const read = await withManifest(manifest.replace("manifest.version,1.0", "manifest.version,1"));
  assert.deepEqual(codesOf(read.diagnostics), ["manifest.version.excel"]);
});

test("Q022 suggests the property a misspelt one may have meant, and takes the real one for missing", async () => {
  const read = await withManifest(manifest.replace("file.courses", "fiel.courses"));
  const told = read.diagnostics.find(({ code }) => code === "manifest.property.unknown");
  assert.deepEqual(told?.facts, { written: "fiel.courses", nearest: "file.courses" });
  assert.deepEqual(read.setAside, [{ path: "courses.csv", reason: "absent-by-manifest" }]);
});

for (const version of ["1.1", "1.1.1", "1.0"]) {
  test(`Q023 takes the family from version ${version} and the columns from the header`, async () => {
    const read = await withManifest(aManifest(version, all));
    assert.equal(read.format, version === "1.0" ? "oneroster-1.0" : "oneroster-1.1");
    assert.deepEqual(codesOf(read.diagnostics), []);
  });
}

test("Q023 reads 1.2.1 with users that lack resourceSourcedIds", async () => {
  const header =
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns";
  const read = await withManifest(aManifest("1.2.1", { ...all, roles: "bulk" }), {
    "users.csv": `${header}\nS-1,,,true,ana,,Ana,Lopez,,,,,,,,,,,,,,\n`,
    "roles.csv": `${headers.roles}\nR-1,,,S-1,primary,principal,,,0012,\n`,
  });
  assert.equal(read.format, "oneroster-1.2");
  assert.deepEqual(codesOf(read.diagnostics), []);
  assert.equal((await readRows(read, "users"))[0]?.record?.role, "");
  const [role] = await readRows(read, "roles");
  assert.equal(role?.record?.role, "administrator");
  assert.equal(role?.record?.writtenRole, "principal");
  assert.deepEqual(role?.diagnostics, []);
});

test("warns about a version nobody has published and lets the header decide", async () => {
  const read = await withManifest(aManifest("2.0", all));
  assert.deepEqual(codesOf(read.diagnostics), ["manifest.version.unknown"]);
  assert.equal(read.format, "oneroster-1.1");
});

test("Q024 stops when the manifest announces a file that is not there", async () => {
  const read = await withManifest(manifest, { "orgs.csv": undefined });
  const told = read.diagnostics.find(({ code }) => code === "manifest.file.missing");
  assert.equal(told?.severity, "blocking");
  assert.deepEqual(told?.facts, { file: "orgs.csv", mode: "bulk" });
});

test("Q024 ignores a file that the manifest calls absent, and says so", async () => {
  const read = await withManifest(aManifest("1.1", { ...all, courses: "absent" }));
  assert.ok(codesOf(read.diagnostics).includes("manifest.file.absent-present"));
  assert.ok(!read.files.some(({ table }) => table === "courses"));
});

test("Q024 only warns about an announced file that nobody needs", async () => {
  const read = await withManifest(aManifest("1.1", { ...all, demographics: "bulk" }));
  assert.deepEqual(codesOf(read.diagnostics), ["manifest.file.unneeded-missing"]);
});

test("Q025 takes properties in any order and missing ones for absent", async () => {
  const lines = manifest.trimEnd().split("\r\n");
  const read = await withManifest([lines[0], ...lines.slice(1).reverse()].join("\r\n"));
  assert.deepEqual(codesOf(read.diagnostics), []);
  assert.equal(read.files.length, 6);
});

test("Q026 reads ' Bulk' for bulk and refuses a word it does not know", async () => {
  const read = await withManifest(manifest.replace("file.users,bulk", "file.users, Bulk "));
  assert.deepEqual(codesOf(read.diagnostics), []);
  const odd = await withManifest(manifest.replace("file.users,bulk", "file.users,full"));
  const told = odd.diagnostics.find(({ code }) => code === "manifest.mode.unknown");
  assert.deepEqual(told?.facts, { property: "file.users", written: "full" });
});

test("Q027 drops rows that repeat the header, in the manifest and in a table", async () => {
  const doubled = manifest.replace("propertyName,value", "propertyName,value\r\npropertyName,value");
  const read = await withManifest(doubled, {
    "users.csv": `${headers.users}\n${rows.users}\n${headers.users}\n${rows.users.replace("S-1", "S-2")}\n`,
  });
  assert.deepEqual(codesOf(read.diagnostics), []);
  const users = await readRows(read, "users");
  assert.deepEqual(
    users.map(({ sourcedId }) => sourcedId),
    ["S-1", "S-2"],
  );
});

test("Q028 reads a delta file beside bulk files, each in its own mode", async () => {
  const users = `${headers.users}\n${rows.users.replace("S-1,,,", "S-1,active,2026-11-01T00:00:00Z,")}\n`;
  const read = await withManifest(aManifest("1.1", { ...all, users: "delta" }), { "users.csv": users });
  assert.equal(read.files.find(({ table }) => table === "users")?.mode, "delta");
  assert.equal(read.files.find(({ table }) => table === "enrollments")?.mode, "bulk");
  assert.deepEqual(codesOf(read.diagnostics), []);
});

test("lets a delta package leave out every file that did not change", async () => {
  const users = `${headers.users}\n${rows.users.replace("S-1,,,", "S-1,active,2026-11-01T00:00:00Z,")}\n`;
  const read = await readPackage([
    aFile("users.csv", users),
    aFile("manifest.csv", aManifest("1.1", { users: "delta" })),
  ]);
  assert.deepEqual(codesOf(read.diagnostics), []);
});

test("Q029 keeps the classes of a package whose courses are absent", async () => {
  const read = await withManifest(aManifest("1.1", { ...all, courses: "absent" }), {
    "courses.csv": undefined,
  });
  assert.deepEqual(codesOf(read.diagnostics), ["file.optional.missing"]);
  const [cls] = await readRows(read, "classes");
  assert.equal(cls?.record?.courseSourcedId, "CO-1");
});

test("takes a manifest alone for 'nothing changed'", async () => {
  const read = await readPackage([aFile("manifest.csv", aManifest("1.1", {}))]);
  assert.deepEqual(codesOf(read.diagnostics), ["package.manifest.alone"]);
  assert.deepEqual(read.files, []);
});

test("takes the stars of the 1.2 text's own table for what they are", async () => {
  const read = await withManifest(manifest.replace("file.users", "file.users*"));
  assert.deepEqual(codesOf(read.diagnostics), []);
});

test("Q066 Q067 never opens demographics, whatever stands in them, nor user profiles", async () => {
  const opened: string[] = [];
  const secret = (path: string) => ({
    path,
    size: 1,
    async *open() {
      opened.push(path);
      yield new Uint8Array([0x31]);
    },
  });
  const read = await readPackage([...aPackage(), secret("demographics.csv"), secret("userprofiles.csv")]);
  assert.deepEqual(opened, []);
  assert.deepEqual(
    read.setAside.map(({ reason }) => reason),
    ["not-needed", "not-needed"],
  );
});
