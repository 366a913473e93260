import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { testConnection } from "../network/test-connection.ts";
import { folderSource } from "./folder-source.ts";

async function lookAt(t: TestContext, files: Readonly<Record<string, readonly string[]>>) {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-look-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [name, lines] of Object.entries(files))
    await writeFile(path.join(folder, name), `${lines.join("\r\n")}\r\n`);
  return folderSource.look(testConnection({ values: { path: folder } }));
}

test("a look at files tells schools with counts, fields, families, and what nobody needs", async (t) => {
  const sighting = await lookAt(t, {
    "orgs.csv": [
      "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
      "D,,,Oak Grove,district,,",
      "S1,,,Oak Elementary,school,0101,D",
      "S2,,,Elm Middle,school,0102,D",
    ],
    "users.csv": [
      "sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName,email,agentSourcedIds,birthDate",
      "ana,,true,S1,student,ana,Ana,Alder,,mia,2015-01-01",
      'ben,,true,"S1,S2",student,ben,Ben,Birch,,,2015-01-02',
      "tom,,true,S1,teacher,tom,Tom,Thorn,tom@school.example.org,,",
      "mia,,true,S1,guardian,mia,Mia,Alder,mia@home.example.org,,",
    ],
    "classes.csv": [
      "sourcedId,title,grades,classType,schoolSourcedId,termSourcedIds,courseSourcedId",
      "C1,Math,04,scheduled,S1,T1,K1",
    ],
    "enrollments.csv": [
      "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role",
      "e1,C1,S1,ana,student",
    ],
  });
  assert.deepEqual(sighting.schools, [
    { sourcedId: "S1", name: "Oak Elementary", students: 2, staff: 1, classes: 1 },
    { sourcedId: "S2", name: "Elm Middle", students: 1, staff: 0, classes: 0 },
  ]);
  assert.deepEqual(sighting.counts, {
    users: 4,
    students: 2,
    staff: 1,
    guardians: 1,
    classes: 1,
    enrollments: 1,
  });
  assert.deepEqual(sighting.guardians, { isThere: true, people: 1, links: 1 });
  assert.ok(sighting.fields?.users?.includes("agentSourcedIds"));
  assert.ok(!sighting.fields?.users?.includes("birthDate"));
  assert.deepEqual(sighting.oversharing, ["birthDate"]);
  assert.ok(!JSON.stringify(sighting).includes("Alder"), "nobody's name is told at a look");
});

test("Connect's three files have schools without names, and a look says that no family comes", async (t) => {
  const sighting = await lookAt(t, {
    "users.csv": [
      "sourcedId,orgSourcedIds,role,givenName,familyName,email,sms,phone,agentSourcedIds,grades",
      "ana,0012,student,Ana,Alder,,,,,04",
    ],
    "classes.csv": ["sourcedId,title,grades,location,schoolSourcedId", "C1,Math,04,,0012"],
    "enrollments.csv": ["classSourcedId,schoolSourcedId,userSourcedId,role", "C1,0012,ana,student"],
  });
  assert.deepEqual(sighting.schools, [
    { sourcedId: "0012", name: "0012", students: 1, staff: 0, classes: 1 },
  ]);
  assert.deepEqual(sighting.guardians, { isThere: false, people: 0, links: 0 });
});
