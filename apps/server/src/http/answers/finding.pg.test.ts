import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { listCodes, listTemplates, showCode, showTemplate } from "@muster/api/resource/code.ts";
import {
  exportProblems,
  listProblemRows,
  listProblems,
  muteProblem,
  showProblemDays,
  unmuteProblem,
} from "@muster/api/resource/finding.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import {
  type Cells,
  changed,
  type Roster,
  smallRoster,
  type TestDistrict,
  withCells,
  without,
} from "@muster/sync/run/test-district.ts";
import { type TestHttp, type TestVisitor, withTestHttp } from "../test-http.ts";

const { users, classes, enrollments } = smallRoster;
const artGone: Roster = {
  ...smallRoster,
  classes: without(classes, "C2"),
  enrollments: withCells(enrollments, "e3", { classSourcedId: "C2" }),
};

test("a class that no file lists is one thing to mend: told, listed, exported, muted, plotted, and gone once mended", async () => {
  await withTestHttp(async (http) => {
    const { district } = http;
    const manager = daily(http, "data-manager");
    const before = await manager.told(listProblems);
    assert.deepEqual({ errors: before.counts.error, rows: before.checked?.rows }, { errors: 0, rows: 18 });
    district.pass(24);
    await district.sync(artGone);
    await tellsCause(manager);
    await listsRows(manager);
    await mutes(http, manager);
    await helps(manager);
    district.pass(24);
    await district.sync(smallRoster);
    const after = await manager.told(listProblems);
    assert.equal(after.counts.error, 0);
    const body = await manager.told(showProblemDays, { query: { days: 14 } });
    const totals = body.days.map(({ total }) => total);
    assert.deepEqual([totals.at(0), totals.at(-2), totals.at(-1)], [0, 2, 0]);
    assert.equal(totals.length, 8, "on days without files it is as it was");
    const [code] = body.codes;
    assert.equal(code?.code, "enrollment.class.missing");
    assert.match(
      code?.what ?? "",
      /^2 rows of enrollments\.csv put somebody in a class/,
      "mended, and told as it was",
    );
  });
});

/** Somebody who signs in anew for each question: days pass between them. */
function daily({ as }: TestHttp, role: "data-manager" | "school-admin"): Asker {
  return {
    told: async (...asked) => (await as(role)).told(...asked),
    refused: async (...asked) => (await as(role)).refused(...asked),
  };
}

type Asker = Pick<TestVisitor, "told" | "refused">;

/** The address of what became of the rows of Art. */
const params = { code: "enrollment.class.missing" };

async function tellsCause(manager: Asker): Promise<void> {
  const body = await manager.told(listProblems);
  const cause = body.causes.find(({ code }) => code === "enrollment.class.missing");
  assert.equal(cause?.count, 2);
  assert.equal(cause?.message.what, "classes.csv does not list 1 class that 2 rows name");
  assert.equal(cause?.message.owner, "sis-vendor");
  assert.match(cause?.message.vendorText ?? "", /"C2"/);
  assert.equal(cause?.daysOpen, 0);
  assert.equal(body.counts.error, 2);
}

async function listsRows(manager: Asker): Promise<void> {
  const first = await manager.told(listProblemRows, {
    params,
    query: { limit: 1 },
  });
  assert.equal(first.total, 2);
  const rows = first.items.map(({ id, now, row }) => ({ id, now, row }));
  assert.deepEqual(rows, [{ id: "e3", now: "C2", row: 4 }]);
  const rest = await manager.told(listProblemRows, {
    params,
    query: { after: first.next ?? "" },
  });
  assert.deepEqual(idsIn(rest), ["e4"]);
  assert.equal(rest.next, null);
  const lost = await manager.refused(listProblemRows, { params, query: { after: "x" } });
  assert.equal(lost.code, "request.value.invalid");
  const csv = await manager.told(exportProblems, { query: { code: "enrollment.class.missing" } });
  const lines = csv.trimEnd().split("\r\n");
  assert.match(lines[0] ?? "", /^row,record,file,id,column,was,now,problem,cause,fix,who can,to send them,/);
  assert.equal(lines.length, 3);
  assert.match(lines[1] ?? "", /^4,3,enrollments\.csv,e3,,,C2,/);
}

async function mutes({ district, as, world }: TestHttp, manager: Asker): Promise<void> {
  const day = (days: number): string =>
    new Date(world.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  for (const days of [-2, 400]) {
    const refused = await manager.refused(muteProblem, {
      params,
      body: { reason: "The art room", until: day(days) },
    });
    assert.equal(refused.code, "problem.mute.invalid");
  }
  const mute = { reason: "The art room", until: day(3) };
  const viewer = await as("viewer");
  assert.equal((await viewer.refused(muteProblem, { params, body: mute })).status, 403);
  await manager.told(muteProblem, { params, body: mute });
  const body = await manager.told(listProblems);
  const cause = body.causes.find(({ code }) => code === "enrollment.class.missing");
  assert.equal(cause?.mute?.reason, "The art room");
  assert.equal(body.muted, cause?.count);
  await manager.told(unmuteProblem, { params });
  assert.equal((await manager.told(listProblems)).muted, 0);
  await manager.told(muteProblem, { params, body: mute });
  district.pass(5 * 24);
  assert.equal((await manager.told(listProblems)).muted, 0, "nothing is muted for ever");
}

async function helps(manager: Asker): Promise<void> {
  const codes = await manager.told(listCodes);
  assert.ok(codes.items.length > 350);
  const one = await manager.told(showCode, { params: { code: "file.end.cut-off" } });
  assert.equal(one.severity, "blocking");
  assert.equal((await manager.told(listTemplates)).items.length, 8);
  const file = await manager.told(showTemplate, { params: { name: "users.csv" } });
  assert.match(file, /^sourcedId,status,.*givenName,familyName/);
  assert.ok(!file.includes("password"), "no file asks for what is never read");
}

test("what was found in a row stays a problem while the row stays, also when later syncs do not read it again", async () => {
  await withTestHttp(async (http) => {
    const { district } = http;
    const manager = daily(http, "data-manager");
    const total = async (code: string): Promise<number> =>
      (await manager.told(listProblemRows, { params: { code } })).total;
    const syncNext = async (roster: Roster): Promise<void> => {
      district.pass(24);
      await district.sync(roster);
    };
    const bad: Roster = {
      ...smallRoster,
      users: withCells(users, "ana", { email: "none" }),
      enrollments: without(enrollments, "e1"),
    };
    const unteached = await total("class.teacher.missing");
    await syncNext(bad);
    for (const title of ["Music 2", "Music 3"])
      await syncNext({ ...bad, classes: withCells(classes, "C3", { title }) });
    assert.equal(await total("value.email.invalid"), 1);
    assert.equal(await total("class.teacher.missing"), unteached + 1);
    const body = await manager.told(listProblems);
    const cause = body.causes.find(({ code }) => code === "value.email.invalid");
    assert.equal(cause?.daysOpen, 2);

    // Without classes.csv nothing can be read; what is known of the rows stands.
    district.pass(24);
    await syncUsersAlone(district);
    const rejected = await manager.told(listProblems);
    assert.equal(rejected.causes[0]?.severity, "blocking");
    assert.equal(await total("value.email.invalid"), 1);

    await syncNext({ ...smallRoster, users: withCells(users, "ana", { email: "ana@home.example.org" }) });
    assert.equal(await total("value.email.invalid"), 0);
    assert.equal(
      await total("class.teacher.missing"),
      unteached,
      "C1 has a teacher, and its own row never changed",
    );
    const mended = await manager.told(listProblems);
    assert.equal(mended.counts.blocking, 0);
  });
});

async function syncUsersAlone({ world, districtId, sourceId, folder }: TestDistrict): Promise<void> {
  const at = folder("users-alone");
  await mkdir(at, { recursive: true });
  await writeFile(
    path.join(at, "users.csv"),
    "sourcedId,orgSourcedIds,role,givenName,familyName\nx,S1,student,X,Y\n",
  );
  await runSync(world, { districtId, sourceId, path: at, operator: "nightly", applies: true });
}

test("a school administrator is told what is wrong in their own schools, and nothing of the others", async () => {
  await withTestHttp(async (http) => {
    const { district } = http;
    const [manager, principal] = [daily(http, "data-manager"), daily(http, "school-admin")];
    const isOf = (ids: readonly string[], { sourcedId = "" }: Cells): boolean => ids.includes(sourcedId);
    district.pass(24);
    await district.sync({
      ...smallRoster,
      users: changed(users, (row) => (isOf(["ana", "cai"], row) ? { ...row, email: "x" } : row)),
      enrollments: changed(enrollments, (row) => (isOf(["e1", "e5"], row) ? undefined : row)),
    });
    const idsOf = async (who: Asker, code: string): Promise<readonly string[]> => {
      const body = await who.told(listProblemRows, { params: { code } });
      assert.equal(body.total, body.items.length);
      return idsIn(body);
    };
    assert.deepEqual(await idsOf(manager, "value.email.invalid"), ["ana", "cai"]);
    assert.deepEqual(await idsOf(principal, "value.email.invalid"), ["ana"]);
    assert.deepEqual(await idsOf(principal, "class.teacher.missing"), ["C1", "C2"]);
    const body = await principal.told(listProblems);
    assert.equal(body.isOfSchools, true);
    assert.ok(!JSON.stringify(body).includes("C3"));
    const csv = await principal.told(exportProblems);
    assert.ok(!csv.includes("cai"));
  });
});

function idsIn({ items }: { readonly items: readonly { readonly id: string }[] }): readonly string[] {
  return items.map(({ id }) => id).sort();
}
