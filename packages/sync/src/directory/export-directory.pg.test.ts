import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { Fault } from "../fault.ts";
import {
  enrollment,
  smallRoster,
  staff,
  student,
  type TestDistrict,
  user,
  withCells,
  without,
  withTestDistrict,
} from "../run/test-district.ts";
import { exportDirectory } from "./export-directory.ts";

type Row = Readonly<Record<string, string>>;

async function exported(
  district: TestDistrict,
  name: string,
  options: { readonly all?: boolean; readonly asOf?: Date } = {},
): Promise<Record<string, readonly Row[]>> {
  const folder = district.folder(name);
  await exportDirectory(district.db, { districtId: district.districtId, folder, ...options });
  const files = await readdir(folder);
  const entries = files.map(async (file) => {
    const text = await readFile(path.join(folder, file), "utf8");
    return [path.basename(file, ".csv"), parse<Row>(text, { columns: true })] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

test("exports the district as it came: ids of the source, one user a person and kind of role", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const out = await exported(district, "out");
    assert.deepEqual(
      out.orgs?.map((row) => [row.sourcedId, row.name, row.type, row.identifier, row.status]),
      [
        ["S1", "Oak Elementary", "school", "0101", ""],
        ["S2", "Elm Middle", "school", "0202", ""],
      ],
    );
    assert.deepEqual(
      out.users?.map((row) => [row.sourcedId, row.role, row.orgSourcedIds, row.grades, row.agentSourcedIds]),
      [
        ["ana", "student", "S1", "04", "mia"],
        ["ben", "student", "S1", "04", ""],
        ["cai", "student", "S2", "04", ""],
        ["eva", "teacher", "S2", "", ""],
        ["mia", "guardian", "S1", "", "ana"],
        ["tom", "teacher", "S1", "", ""],
      ],
    );
    assert.deepEqual(
      out.enrollments?.map((row) => [row.classSourcedId, row.userSourcedId, row.role, row.schoolSourcedId]),
      [
        ["C1", "ana", "student", "S1"],
        ["C1", "ben", "student", "S1"],
        ["C1", "tom", "teacher", "S1"],
        ["C2", "ana", "student", "S1"],
        ["C3", "cai", "student", "S2"],
        ["C3", "eva", "teacher", "S2"],
      ],
    );
    assert.deepEqual(out.guardianships, [
      {
        studentSourcedId: "ana",
        guardianSourcedId: "mia",
        relationship: "",
        contactType: "",
        origin: "synced",
      },
    ]);
    const manifest = new Map(out.manifest?.map((row) => [row.propertyName, row.value]));
    assert.equal(manifest.get("file.users"), "bulk");
    assert.equal(manifest.get("file.courses"), "absent");
  });
});

test("leaves out whoever is in a classroom or a school that was archived, and marks them when asked for all", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    await district.db.session(district.districtId, (session) =>
      session.write(async (tx) => {
        await tx.query("update classroom set status = 'archived' where title = 'Math'");
        await tx.query("update school set status = 'archived' where name = 'Elm Middle'");
      }),
    );
    const out = await exported(district, "out");
    assert.deepEqual(
      out.enrollments?.map((row) => [row.classSourcedId, row.userSourcedId]),
      [["C2", "ana"]],
    );
    assert.deepEqual(
      out.users?.map((row) => row.sourcedId),
      ["ana", "ben", "mia", "tom"],
    );
    const all = await exported(district, "all", { all: true });
    assert.deepEqual(
      all.enrollments?.filter((row) => row.status === "").map((row) => row.sourcedId),
      ["C2|ana|student"],
    );
    assert.equal(all.enrollments?.filter((row) => row.status === "tobedeleted").length, 5);
    assert.deepEqual(
      all.users?.filter((row) => row.status === "tobedeleted").map((row) => row.sourcedId),
      ["cai", "eva"],
    );
  });
});

test("exports a teacher who is also a mother under both of her ids, and under ours where one id is all there is", async () => {
  const same = { email: "kim@home.example.org", phone: "555-0100" };
  const roster = {
    ...smallRoster,
    users: [
      ...smallRoster.users,
      staff("zoe-work", "S1", "Zoe", "Birch", same),
      user("a-zoe", "S1", "parent", "Zoe", "Birch", { ...same, agentSourcedIds: "ben" }),
    ],
    enrollments: [...smallRoster.enrollments, enrollment("e7", "C2", "S1", "zoe-work", "teacher")],
  };
  await withTestDistrict(async (district) => {
    await district.sync(roster);
    const people = await district.one<{ count: number }>(
      "select count(*) as count from person where district_id = $1 and given_name = 'Zoe'",
    );
    assert.equal(people?.count, 1);
    const zoes = (await exported(district, "out")).users?.filter((row) => row.givenName === "Zoe");
    assert.deepEqual(
      zoes?.map((row) => [row.sourcedId, row.role]),
      [
        ["a-zoe", "guardian"],
        ["zoe-work", "teacher"],
      ],
    );
    await district.db.session(district.districtId, (session) =>
      session.write((tx) => tx.query("delete from link where sourced_id = 'a-zoe'")),
    );
    const id = await district.one<{ person_id: number }>(
      "select person_id from person where district_id = $1 and given_name = 'Zoe'",
    );
    const after = await exported(district, "unlinked");
    assert.deepEqual(
      after.users?.filter((row) => row.givenName === "Zoe").map((row) => row.sourcedId),
      [`m-${id?.person_id}`, "zoe-work"],
    );
    assert.deepEqual(
      after.guardianships?.map((row) => [row.studentSourcedId, row.guardianSourcedId]),
      [
        ["ana", "mia"],
        ["ben", `m-${id?.person_id}`],
      ],
    );
  });
});

test("files staff of the district under the district's org", async () => {
  await withTestDistrict(async (district) => {
    await district.sync({ ...smallRoster, users: [...smallRoster.users, staff("ida", "D", "Ida", "Iris")] });
    const out = await exported(district, "out");
    assert.equal(out.users?.find((row) => row.sourcedId === "ida")?.orgSourcedIds, "D");
    assert.deepEqual(
      out.orgs?.map((row) => [row.sourcedId, row.type, row.parentSourcedId]),
      [
        ["D", "district", ""],
        ["S1", "school", "D"],
        ["S2", "school", "D"],
      ],
    );
  });
});

test("tells a guardian by the word that all of their students' rows agree on", async () => {
  const guardian = {
    studentSourcedId: "cai",
    givenName: "Pat",
    familyName: "Cedar",
    email: "pat@home.example.org",
  };
  await withTestDistrict(async (district) => {
    await district.sync({
      ...smallRoster,
      guardians: [{ ...guardian, guardianSourcedId: "pat", relationship: "Parent", contactType: "primary" }],
    });
    const out = await exported(district, "out");
    assert.equal(out.users?.find((row) => row.sourcedId === "pat")?.role, "parent");
    assert.deepEqual(
      out.guardianships?.find((row) => row.guardianSourcedId === "pat"),
      {
        ...{ studentSourcedId: "cai", guardianSourcedId: "pat", relationship: "Parent" },
        ...{ contactType: "primary", origin: "synced" },
      },
    );
  });
});

test("an export that is synced into an empty district makes the same district again", async () => {
  await withTestDistrict(async (district) => {
    await district.sync({
      ...smallRoster,
      users: [...smallRoster.users, student("dee", "S2", "Dee", "Dahl")],
    });
    const first = await exported(district, "first");
    const copy = await district.another("Copy of Test Schools");
    const { orgs = [], users = [], classes = [], enrollments = [] } = first;
    const result = await copy.sync({ orgs, users, classes, enrollments });
    assert.equal(result.outcome, "applied");
    assert.deepEqual(await exported(copy, "second"), first);
  });
});

test("shows yesterday's directory, without today's leavers, joiners and moves", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const monday = district.pass();
    await district.sync({
      ...smallRoster,
      users: [
        ...withCells(without(smallRoster.users, "ben"), "tom", { givenName: "Tomas" }),
        student("dee", "S2", "Dee", "Dahl"),
      ],
      enrollments: [
        ...without(without(smallRoster.enrollments, "e3"), "e4"),
        enrollment("e7", "C3", "S2", "dee", "student"),
      ],
    });
    const then = await exported(district, "then", { asOf: monday });
    assert.deepEqual(
      then.users?.map((row) => `${row.sourcedId} ${row.givenName}`),
      ["ana Ana", "ben Ben", "cai Cai", "eva Eva", "mia Mia", "tom Tom"],
    );
    assert.equal(then.enrollments?.length, 6);
    const now = await exported(district, "now");
    assert.deepEqual(
      now.users?.map((row) => `${row.sourcedId} ${row.givenName}`),
      ["ana Ana", "cai Cai", "dee Dee", "eva Eva", "mia Mia", "tom Tomas"],
    );
  });
});

test("shows an empty directory before the first sync", async () => {
  await withTestDistrict(async (district) => {
    const before = district.pass();
    await district.sync(smallRoster);
    const then = await exported(district, "then", { asOf: before });
    assert.deepEqual([then.orgs, then.users, then.classes, then.enrollments], [[], [], [], []]);
  });
});

test("writes over an earlier export of its own, never over the files of the student information system", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const { db, districtId } = district;
    const folder = district.folder("roster");
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, "users.csv"), "sourcedId\r\n1\r\n");
    const isRefused = (error: unknown) => error instanceof Fault && error.code === "output.folder.taken";
    await assert.rejects(exportDirectory(db, { districtId, folder }), isRefused);
    assert.deepEqual(await readdir(folder), ["users.csv"]);
    await exportDirectory(db, { districtId, folder, replaces: true });
    await exportDirectory(db, { districtId, folder });
    await exportDirectory(db, { districtId, folder, all: true });
  });
});

test("says of a place where nothing can be written that another is to be named", async () => {
  await withTestDistrict(async (district) => {
    const { db, districtId } = district;
    const file = path.join(district.folder("out"), "a-file");
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, "");
    await assert.rejects(
      exportDirectory(db, { districtId, folder: path.join(file, "below") }),
      (error) => error instanceof Fault && error.code === "output.path.unwritable",
    );
  });
});
