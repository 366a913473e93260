import assert from "node:assert/strict";
import { test } from "node:test";
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
    const { ask } = await as("data-manager");
    const search = async (body: object) => (await ask("POST", "/api/v1/people/search", body)).body;
    const names = async (body: object) =>
      (await search(body)).items.map((person: { name: string }) => person.name);
    assert.deepEqual(await names({ text: "ald" }), ["Ana Alder", "Mia Alder"]);
    assert.deepEqual(await names({ text: "alder, mi" }), ["Mia Alder"]);
    assert.deepEqual(await names({ text: "n-ben" }), ["Ben Birch"]);
    assert.deepEqual(await names({ text: "a%er" }), [], "signs of a pattern are letters like any other");
    assert.deepEqual(await names({ text: "MIA@home.example.org" }), ["Mia Alder"]);
    assert.deepEqual(await names({ role: "staff" }), ["Eva Elder", "Tom Thorn"]);
    assert.deepEqual(await names({ role: "student", grade: "04", status: "archived" }), []);
    const first = await search({ limit: 4 });
    assert.deepEqual([first.items.length, first.total], [4, 6]);
    const second = await search({ limit: 4, after: first.next });
    assert.deepEqual([second.items.length, second.total, second.next], [2, 6, null]);
    assert.ok(!JSON.stringify(first).includes("home.example.org"), "a list tells nobody's address");
  });
});

test("a school administrator finds and sees the people of their school alone, and edits nobody else", async () => {
  await withTestHttp(async ({ as, district }) => {
    const { ask } = await as("school-admin");
    const found = (await ask("POST", "/api/v1/people/search", {})).body;
    const names = found.items.map((person: { name: string }) => person.name);
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
    const why = await ask("POST", "/api/v1/why", { who: "cai" });
    assert.deepEqual([why.body.kind, why.body.choices], ["unknown", []]);
    const ana = await personOf(district, "Ana");
    const unseen = await ask("POST", "/api/v1/why", { who: `m-${ana}`, classroom: "Music" });
    assert.match(unseen.body.lines[0].text, /No class here is called Music/);
    assert.equal((await ask("GET", "/api/v1/schools")).body.total, 1);
    assert.equal((await ask("POST", "/api/v1/classes/search", {})).body.total, 2);
  });
});

test("a viewer reads who somebody is and never how to reach them", async () => {
  await withTestHttp(async ({ as, district }) => {
    const mia = await personOf(district, "Mia");
    const fieldsOf = (body: { fields: { field: string; value: string }[] }) =>
      new Map(body.fields.map(({ field, value }) => [field, value]));
    const viewer = await as("viewer");
    const seen = await viewer.ask("GET", `/api/v1/people/${mia}`);
    assert.equal(fieldsOf(seen.body).get("email"), "m…@home.example.org");
    assert.equal(seen.body.isMasked, true);
    const why = await viewer.ask("POST", "/api/v1/why", { who: `m-${mia}`, field: "email" });
    assert.ok(!JSON.stringify([seen.body, why.body]).includes("mia@home"), "no answer tells the address");
    const manager = await as("data-manager");
    const whole = await manager.ask("GET", `/api/v1/people/${mia}`);
    assert.equal(fieldsOf(whole.body).get("email"), "mia@home.example.org");
    assert.equal(whole.body.state, "Guardian of 1 student. Listed by Uploaded files.");
  });
});

test("a person's timeline tells their classes, their family and an edit by hand, newest first", async () => {
  await withTestHttp(async ({ as, district }) => {
    const monday = district.pass().toISOString().slice(0, 10);
    const { ask } = await as("data-manager");
    const ana = await personOf(district, "Ana");
    const mia = await personOf(district, "Mia");
    const was = (await ask("GET", `/api/v1/people/${ana}`)).body;
    await ask("PUT", `/api/v1/people/${ana}/guardians/${mia}/restriction`, { isRestricted: true });
    const edited = await ask("PATCH", `/api/v1/people/${ana}`, { givenName: "Anna" });
    assert.deepEqual([edited.body.changes, edited.body.refused], [1, []]);
    assert.match(edited.body.notes[0], /the next sync sets it again/);
    const on = async (day: string) => (await ask("GET", `/api/v1/people/${ana}?on=${day}`)).body;
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
    assert.deepEqual([today.on, today.name, today.family[0].isRestricted], [null, "Anna Alder", true]);
    const { items } = (await ask("GET", `/api/v1/people/${ana}/timeline`)).body;
    const texts = items.map((item: { text: string }) => item.text);
    assert.match(texts[0], /Anna Alder \(student\) stays, with first name changed, because a person/);
    assert.ok(texts.some((text: string) => /joins Art at Oak Elementary/.test(text)));
    assert.ok(texts.some((text: string) => /Mia Alder is now linked to Anna Alder/.test(text)));
    const page = (await ask("GET", `/api/v1/people/${ana}/timeline?limit=2`)).body;
    const rest = (await ask("GET", `/api/v1/people/${ana}/timeline?after=${page.next}`)).body;
    assert.equal(page.items.length + rest.items.length, items.length);
    const archived = await ask("POST", `/api/v1/people/${ana}/archive`, { role: "student" });
    assert.match(archived.body.refused[0].text, /only the source lets them go/);
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
    const { ask } = await as("school-admin");
    const ben = await personOf(district, "Ben");
    const why = await ask("POST", "/api/v1/why", { who: `m-${ben}`, classroom: "C99" });
    const text = why.body.lines.map((line: { text: string }) => line.text).join("\n");
    assert.match(text, /No class here is called C99/);
    assert.match(text, /names it as classSourcedId, and was left out/);
    const art = await ask("POST", "/api/v1/why", { who: `m-${ben}`, classroom: "Art" });
    assert.match(art.body.lines[0].text, /Ben Birch is not in Art\./);
  });
});
