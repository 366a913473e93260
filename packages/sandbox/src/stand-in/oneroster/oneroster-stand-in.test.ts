import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { liveDay } from "../../day.ts";
import { countDistrict, createDistrict } from "../../district.ts";
import { createRosterView } from "../../roster-view.ts";
import { type Cells, writeAndRead } from "../../testing.ts";
import { collectionNames, collections } from "./collections.ts";
import type { OneRosterVersion } from "./record-source.ts";
import { type OneRosterStandInOptions, startOneRosterStandIn } from "./start-oneroster-stand-in.ts";
import { ask, mistakesOf, rowsOf, rulesOf, villagePlan, walk } from "./testing.ts";

const village = createDistrict(villagePlan);

async function start(t: TestContext, options: Partial<OneRosterStandInOptions> = {}) {
  const server = await startOneRosterStandIn({
    roster: village,
    version: "1.1",
    auth: { kind: "none" },
    ...options,
  });
  t.after(() => server.close());
  return server;
}

test("every object of every listing has the fields of its version, and only those", async (t) => {
  for (const version of ["1.1", "1.2"] as const) {
    const server = await start(t, { version, demographics: true });
    for (const name of collectionNames) {
      const key = collections[name].plural;
      const rows = await walk(`${server.baseUrl}/${name}`, key);
      assert.ok(rows.length > 0, name);
      const rules = rulesOf(key, version);
      for (const row of rows) assert.deepEqual(mistakesOf(row, rules), [], `${version} ${name}`);
    }
  }
});

/** References, lists and blanks of an object, as a file writes them. */
function cellOf(value: unknown): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map(cellOf).join(",");
  if (typeof value === "object" && value !== null && "sourcedId" in value) return String(value.sourcedId);
  return String(value);
}

const fileOf = {
  orgs: { parentSourcedId: "parent" },
  academicSessions: { parentSourcedId: "parent" },
  courses: { schoolYearSourcedId: "schoolYear", orgSourcedId: "org" },
  classes: { courseSourcedId: "course", schoolSourcedId: "school", termSourcedIds: "terms" },
  users: {
    orgSourcedIds: "orgs",
    agentSourcedIds: "agents",
    preferredGivenName: "preferredFirstName",
    preferredMiddleName: "preferredMiddleName",
    preferredFamilyName: "preferredLastName",
    primaryOrgSourcedId: "primaryOrg",
    resourceSourcedIds: "resources",
  },
  enrollments: { classSourcedId: "class", schoolSourcedId: "school", userSourcedId: "user" },
} as const;

test("a listing read to its end says exactly what the file says", async (t) => {
  for (const version of ["1.1", "1.2"] as const) {
    const files = await writeAndRead(t, village, { form: `oneroster-${version}` });
    const server = await start(t, { version });
    for (const [name, renamed] of Object.entries(fileOf)) {
      const names: Readonly<Record<string, string>> = renamed;
      const served = await walk(`${server.baseUrl}/${name}`, name);
      const columns = Object.keys(files.rows(`${name}.csv`)[0] ?? {});
      const rows = served.map((record) => {
        const cells = columns.map((column) => [column, cellOf(record[names[column] ?? column])]);
        return { ...Object.fromEntries(cells), status: "", dateLastModified: "" };
      });
      const wanted = files.rows(`${name}.csv`).toSorted(byId);
      assert.deepEqual(rows, wanted, `${version} ${name}`);
    }
  }
});

function byId(a: Cells, b: Cells): number {
  return (a.sourcedId ?? "") < (b.sourcedId ?? "") ? -1 : 1;
}

test("roles of 1.2 are those of roles.csv, and nobody's password is told", async (t) => {
  const files = await writeAndRead(t, village, { form: "oneroster-1.2" });
  const server = await start(t, { version: "1.2" });
  const users = await walk(`${server.baseUrl}/users`, "users");
  const served = users.flatMap((user) =>
    rowsOf(user, "roles").map(
      (role) => `${user.sourcedId} ${role.roleType} ${role.role} ${cellOf(role.org)}`,
    ),
  );
  const written = files
    .rows("roles.csv")
    .map((row) => `${row.userSourcedId} ${row.roleType} ${row.role} ${row.orgSourcedId}`);
  assert.deepEqual(served.toSorted(), written.toSorted());
  const profiles = users.filter((user) => user.userProfiles !== undefined);
  assert.equal(profiles.length, villagePlan.staff);
  assert.equal(JSON.stringify(users).includes("password"), false);
});

test("schools, students, teachers, terms and grading periods are parts of their collections", async (t) => {
  const counts = countDistrict(village);
  for (const version of ["1.1", "1.2"] as const) {
    const server = await start(t, { version });
    const total = async (name: string) =>
      Number((await ask(`${server.baseUrl}/${name}?limit=1`)).headers.get("x-total-count"));
    assert.equal(await total("schools"), counts.schools);
    assert.equal(await total("students"), counts.students);
    assert.equal(await total("terms"), 2);
    assert.equal(await total("gradingPeriods"), 4);
    assert.ok((await total("teachers")) > 12 && (await total("teachers")) < counts.staff);
  }
});

test("guardians stay out where the server shares none", async (t) => {
  const server = await start(t, { guardians: "none" });
  const users = await walk(`${server.baseUrl}/users`, "users");
  assert.equal(users.length, villagePlan.students + villagePlan.staff);
  assert.ok(users.every((user) => rowsOf(user, "agents").length === 0));
});

test("the next day of the district is served from the next request on", async (t) => {
  const server = await start(t);
  const tuesday = liveDay(village, { seed: 2, joiners: 4 });
  server.replace(tuesday);
  const { headers } = await ask(`${server.baseUrl}/students?limit=1`);
  assert.equal(headers.get("x-total-count"), String(villagePlan.students + 4));
});

test("one object is found by its sourcedId, and a stranger's is not", async (t) => {
  const server = await start(t);
  const view = createRosterView(village);
  const id = view.personId(7);
  const { body } = await ask(`${server.baseUrl}/users/${encodeURIComponent(id)}`);
  assert.equal(Object.keys(body)[0], "user");
  const [user] = Object.values(body);
  assert.ok(typeof user === "object" && user !== null && "sourcedId" in user && user.sourcedId === id);
  const none = await ask(`${server.baseUrl}/users/S-nobody`);
  assert.equal(none.status, 404);
  assert.ok(Array.isArray(none.body.statusInfoSet));
  const session = await ask(`${server.baseUrl}/terms/Y-20261?fields=title`);
  assert.deepEqual(session.body, { academicSession: { title: "Semester 1 2026-27" } });
});

test("a page has 100 objects unless asked otherwise, a total, and links that can be followed", async (t) => {
  const server = await start(t);
  const first = await ask(`${server.baseUrl}/enrollments`);
  assert.equal(rowsOf(first.body, "enrollments").length, 100);
  assert.equal(first.headers.get("x-total-count"), String(villagePlan.enrollments));
  const seen = new Set<string>();
  let url: string | undefined = `${server.baseUrl}/classes?limit=9&filter=classType%3D%27scheduled%27`;
  for (let pages = 0; url !== undefined; pages += 1) {
    assert.ok(pages < 20);
    const page = await ask(url);
    for (const { sourcedId, classType } of rowsOf(page.body, "classes")) {
      assert.equal(classType, "scheduled");
      seen.add(String(sourcedId));
    }
    url = /<([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
    if (url === undefined) assert.equal(page.headers.get("x-total-count"), String(seen.size));
  }
  assert.ok(seen.size > 40);
  const behind = await ask(`${server.baseUrl}/classes?offset=100000`);
  assert.deepEqual(behind.body, { classes: [] });
});

async function ids(url: string, key: string): Promise<string[]> {
  return rowsOf((await ask(url)).body, key).map((row) => String(row.sourcedId));
}

test("listings are sorted both ways, filtered, and cut to fields", async (t) => {
  const server = await start(t);
  const list = (query: string) => `${server.baseUrl}/users?limit=3000&${new URLSearchParams(query)}`;
  const up = await ids(list("sort=familyName&orderBy=asc"), "users");
  const down = await ids(list("sort=familyName&orderBy=desc"), "users");
  assert.deepEqual(down, up.toReversed());
  assert.notDeepEqual(up, await ids(list(""), "users"));
  const both = await ids(
    `${list("")}&filter=${encodeURIComponent("role='student' AND grades~'03'")}`,
    "users",
  );
  assert.ok(both.length > 4 && both.length < 60);
  const either = await ids(
    `${list("")}&filter=${encodeURIComponent("role='TEACHER' OR role='aide'")}`,
    "users",
  );
  assert.ok(either.length > 12 && either.length <= villagePlan.staff);
  const nested = `${list("")}&filter=${encodeURIComponent("orgs.sourcedId='0004'")}`;
  assert.ok((await ids(nested, "users")).length > 20);
  for (const [filter, count] of [
    ["dateLastModified>'2026-08-01T06:00:00.000Z'", 0],
    ["dateLastModified>='2026-01-01'", 7],
    ["title~'quarter' AND startDate<'2026-11-01'", 2],
    ["type!='gradingPeriod'", 3],
  ] as const) {
    const found = await ids(
      `${server.baseUrl}/academicSessions?filter=${encodeURIComponent(filter)}`,
      "academicSessions",
    );
    assert.equal(found.length, count, filter);
  }
  const few = await ask(`${server.baseUrl}/orgs?fields=sourcedId,name&limit=1`);
  assert.deepEqual(few.body, { orgs: [{ sourcedId: "D-001", name: "Sandbox Unified School District" }] });
});

const refused: readonly (readonly [query: string, code11: string, code12: string])[] = [
  ["filter=shoe='9'", "invaliddata", "invalid_filter_field"],
  ["filter=role=student", "invaliddata", "invalid_filter_field"],
  ["filter=role='a' AND role='b' AND role='c'", "invaliddata", "invalid_filter_field"],
  ["fields=sourcedId,shoe", "invalid_selection_field", "invalid_selection_field"],
  ["limit=0", "invaliddata", "invaliddata"],
  ["offset=-1", "invaliddata", "invaliddata"],
];

function codeOf(version: OneRosterVersion, body: unknown): string {
  const pattern = /"imsx_codeMinorFieldValue":"(\w+)"/;
  const text = JSON.stringify(body);
  assert.equal(text.startsWith('{"statusInfoSet":[{'), version === "1.1");
  return pattern.exec(text)?.[1] ?? "";
}

test("what is not understood is refused in the words of the version", async (t) => {
  for (const version of ["1.1", "1.2"] as const) {
    const server = await start(t, { version });
    for (const [query, code11, code12] of refused) {
      const answer = await ask(`${server.baseUrl}/users?${query.replaceAll(" ", "%20")}`);
      assert.equal(answer.status, 400, query);
      assert.equal(codeOf(version, answer.body), version === "1.1" ? code11 : code12, query);
    }
    const sort = await ask(`${server.baseUrl}/users?sort=shoe`);
    assert.equal(sort.status, version === "1.1" ? 400 : 200);
    const lost = await ask(`${server.baseUrl}/shoes`);
    assert.deepEqual([lost.status, codeOf(version, lost.body)], [404, "unknownobject"]);
    const demographics = await ask(`${server.baseUrl}/demographics`);
    assert.equal(demographics.status, 403);
  }
});

test("every href points to another host", async (t) => {
  const server = await start(t, { hrefBase: "http://elsewhere.example.org/or" });
  for (const name of ["orgs", "academicSessions", "courses", "classes", "users", "enrollments"]) {
    const text = JSON.stringify((await ask(`${server.baseUrl}/${name}?limit=50`)).body);
    const hrefs = [...text.matchAll(/"href":"([^"]+)"/g)].map((match) => match[1] ?? "");
    assert.ok(hrefs.length > 0, name);
    assert.ok(hrefs.every((href) => href.startsWith("http://elsewhere.example.org/or/")));
  }
});

test("a vendor's habits are put on top: other types, other fields, objects left out", async (t) => {
  const server = await start(t, {
    vary: (record, collection) => {
      if (collection === "orgs") return record.type === "district" ? undefined : record;
      if (collection !== "users") return record;
      return { ...record, enabledUser: record.enabledUser === "true", metadata: { ssn: "000-00-0000" } };
    },
  });
  const { body } = await ask(`${server.baseUrl}/users?limit=1`);
  assert.equal(rowsOf(body, "users")[0]?.enabledUser, true);
  const orgs = await walk(`${server.baseUrl}/orgs`, "orgs");
  assert.equal(orgs.length, villagePlan.schools);
  assert.equal((await ask(`${server.baseUrl}/orgs/D-001`)).status, 404);
});
