import assert from "node:assert/strict";
import { test } from "node:test";
import type { Values } from "@muster/api/address-of.ts";
import { searchClassrooms } from "@muster/api/resource/classroom.ts";
import {
  archivePerson,
  askWhy,
  editPerson,
  personTimeline,
  restrictGuardian,
  searchPeople,
  showPerson,
} from "@muster/api/resource/person.ts";
import { listSchools } from "@muster/api/resource/school.ts";
import type { Answered } from "@muster/api/route.ts";
import { smallRoster, type TestDistrict } from "@muster/sync/run/test-district.ts";
import { withTestHttp } from "../test-http.ts";

async function personOf(district: TestDistrict, givenName: string): Promise<number> {
  const row = await district.one<{ id: number }>(
    "select person_id as id from person where district_id = $1 and given_name = $2",
    givenName,
  );
  return row?.id ?? 0;
}

async function classroomOf(district: TestDistrict, title: string): Promise<number> {
  const row = await district.one<{ id: number }>(
    "select classroom_id as id from classroom where district_id = $1 and title = $2",
    title,
  );
  return row?.id ?? 0;
}

test("the people of a district are found by part of a name, by ID and by address, page by page", async () => {
  await withTestHttp(async ({ as }) => {
    const { told } = await as("data-manager");
    const search = (body: NonNullable<Values<typeof searchPeople>["body"]>) => told(searchPeople, { body });
    const names = async (body: Parameters<typeof search>[0]) =>
      (await search(body)).items.map((person) => person.name);
    assert.deepEqual(await names({ text: "ald" }), ["Ana Alder", "Mia Alder"]);
    assert.deepEqual(await names({ text: "alder, mi" }), ["Mia Alder"]);
    assert.deepEqual(await names({ text: "n-ben" }), ["Ben Birch"]);
    assert.deepEqual(await names({ text: "a%er" }), [], "signs of a pattern are letters like any other");
    assert.deepEqual(await names({ text: "MIA@home.example.org" }), ["Mia Alder"]);
    assert.deepEqual(await names({ role: "staff" }), ["Eva Elder", "Tom Thorn"]);
    assert.deepEqual(await names({ role: "student", grade: "04", status: "archived" }), []);
    const first = await search({ limit: 4 });
    assert.deepEqual([first.items.length, first.total], [4, 6]);
    const second = await search({ limit: 4, after: first.next ?? undefined });
    assert.deepEqual([second.items.length, second.total, second.next], [2, 6, null]);
    assert.ok(!JSON.stringify(first).includes("home.example.org"), "a list tells nobody's address");
  });
});

test("a school administrator finds and sees the people of their school alone, and edits nobody else", async () => {
  await withTestHttp(async ({ as, district }) => {
    const { told, ask } = await as("school-admin");
    const found = await told(searchPeople);
    const names = found.items.map((person) => person.name);
    assert.deepEqual(names, ["Ana Alder", "Mia Alder", "Ben Birch", "Tom Thorn"]);
    assert.equal(found.total, 4);
    const cai = await personOf(district, "Cai");
    const music = await classroomOf(district, "Music");
    const elm = (
      await district.one<{ id: number }>("select max(school_id) as id from school where district_id = $1")
    )?.id;
    const refused = [
      ["GET", `/people/${cai}`],
      ["GET", `/people/${cai}/timeline`],
      ["PATCH", `/people/${cai}`, { language: "es" }],
      ["POST", `/people/${cai}/archive`, { role: "student" }],
      ["GET", `/classes/${music}`],
      ["POST", `/classes/${music}/archive`],
      ["GET", `/schools/${elm}`],
      ["POST", "/classes", { schoolId: elm, title: "Chess" }],
      ["POST", "/people", { role: "staff", schoolId: 0, fields: { givenName: "No" } }],
    ] as const;
    for (const [method, path, body] of refused)
      assert.equal((await ask(method, `/api/v1${path}`, body)).status, 404, `${method} ${path}`);
    const why = await told(askWhy, { body: { who: "cai" } });
    assert.deepEqual([why.kind, why.choices], ["unknown", []]);
    const ana = await personOf(district, "Ana");
    const unseen = await told(askWhy, { body: { who: `m-${ana}`, classroom: "Music" } });
    assert.match(unseen.lines[0]?.text ?? "", /No class here is called Music/);
    assert.equal((await told(listSchools)).total, 1);
    assert.equal((await told(searchClassrooms)).total, 2);
  });
});

test("a viewer reads who somebody is and never how to reach them", async () => {
  await withTestHttp(async ({ as, district }) => {
    const mia = await personOf(district, "Mia");
    const fieldsOf = ({ fields }: Answered<typeof showPerson>) =>
      new Map(fields.map(({ field, value }) => [field, value]));
    const viewer = await as("viewer");
    const seen = await viewer.told(showPerson, { params: { person: mia } });
    assert.equal(fieldsOf(seen).get("email"), "m…@home.example.org");
    assert.equal(seen.isMasked, true);
    const why = await viewer.told(askWhy, { body: { who: `m-${mia}`, field: "email" } });
    assert.ok(!JSON.stringify([seen, why]).includes("mia@home"), "no answer tells the address");
    const manager = await as("data-manager");
    const whole = await manager.told(showPerson, { params: { person: mia } });
    assert.equal(fieldsOf(whole).get("email"), "mia@home.example.org");
    assert.equal(whole.state, "Guardian of 1 student. Listed by Uploaded files.");
  });
});

test("a person's timeline tells their classes, their family and an edit by hand, newest first", async () => {
  await withTestHttp(async ({ as, district }) => {
    const monday = district.pass().toISOString().slice(0, 10);
    const { told } = await as("data-manager");
    const ana = await personOf(district, "Ana");
    const mia = await personOf(district, "Mia");
    const was = await told(showPerson, { params: { person: ana } });
    await told(restrictGuardian, { params: { person: ana, guardian: mia }, body: { isRestricted: true } });
    const edited = await told(editPerson, { params: { person: ana }, body: { givenName: "Anna" } });
    assert.deepEqual([edited.changes, edited.refused], [1, []]);
    assert.match(edited.notes[0] ?? "", /the next sync sets it again/);
    const on = (day: string) => told(showPerson, { params: { person: ana }, query: { on: day } });
    const past = await on(monday);
    assert.match(
      past.state,
      /^At the end of .*: student in grade .* at Oak Elementary\. In .* and with 1 guardian\.$/,
    );
    assert.deepEqual(
      { ...past, on: null, state: was.state, links: was.links },
      was,
      "as it was told on the day",
    );
    const before = await on("2020-02-29");
    assert.deepEqual([before.isKnown, before.fields, before.family], [false, [], []]);
    const today = await on("2199-01-01");
    assert.deepEqual([today.on, today.name, today.family[0]?.isRestricted], [null, "Anna Alder", true]);
    const { items } = await told(personTimeline, { params: { person: ana } });
    const texts = items.map((item) => item.text);
    assert.match(texts[0] ?? "", /Anna Alder \(student\) stays, with first name changed, because a person/);
    assert.ok(texts.some((text) => /joins Art at Oak Elementary/.test(text)));
    assert.ok(texts.some((text) => /Mia Alder is now linked to Anna Alder/.test(text)));
    const page = await told(personTimeline, { params: { person: ana }, query: { limit: 2 } });
    const rest = await told(personTimeline, { params: { person: ana }, query: { after: page.next ?? "" } });
    assert.equal(page.items.length + rest.items.length, items.length);
    const archived = await told(archivePerson, { params: { person: ana }, body: { role: "student" } });
    assert.match(archived.refused[0]?.text ?? "", /only the source lets them go/);
  });
});

test("why Ben is not in Art is answered with the step that keeps him out", async () => {
  await withTestHttp(async ({ as, district }) => {
    await district.sync({
      ...smallRoster,
      enrollments: [
        ...smallRoster.enrollments,
        {
          ...{ sourcedId: "e9", classSourcedId: "C99", schoolSourcedId: "S1" },
          ...{ userSourcedId: "ben", role: "student" },
        },
      ],
    });
    const { told } = await as("school-admin");
    const ben = await personOf(district, "Ben");
    const why = await told(askWhy, { body: { who: `m-${ben}`, classroom: "C99" } });
    const text = why.lines.map((line) => line.text).join("\n");
    assert.match(text, /No class here is called C99/);
    assert.match(text, /names it as classSourcedId, and was left out/);
    const art = await told(askWhy, { body: { who: `m-${ben}`, classroom: "Art" } });
    assert.match(art.lines[0]?.text ?? "", /Ben Birch is not in Art\./);
  });
});
