import assert from "node:assert/strict";
import { test } from "node:test";
import { allRoutes } from "@muster/api/all-routes.ts";
import { apiRoot, type Route } from "@muster/api/route.ts";
import { withTestHttp } from "./test-http.ts";

const password = "four words nobody says";
const everyRoute: readonly Route[] = Object.values(allRoutes).flatMap((routes) =>
  Object.values(routes as Readonly<Record<string, Route>>),
);
const deeds = everyRoute.filter(({ method }) => method !== "GET");
const addressOf = (route: Route): string => `${apiRoot}${route.path.replaceAll(/:\w+/g, "1")}`;

test("no deed takes a field that is nobody's to send, and none is taken from another site or without a word of where from", async () => {
  await withTestHttp(async ({ as }) => {
    const olga = await as("owner");
    const privileged = { districtId: 2, role: "owner", operatorId: 1, approvedBy: "olga", isApproved: true };
    for (const route of deeds) {
      const at = addressOf(route);
      const name = `${route.method} ${route.path}`;
      const foreign = await olga.ask(route.method, at, {}, { origin: "https://elsewhere.example.org" });
      assert.deepEqual([foreign.status, foreign.body.code], [403, "request.origin.refused"], name);
      const silent = await olga.ask(route.method, at, {}, { origin: "null" });
      assert.deepEqual([silent.status, silent.body.code], [403, "request.origin.refused"], name);
      if (route.takesFiles === true) continue;
      const stuffed = await olga.ask(route.method, at, privileged);
      // A number of nobody's is told first; a body that holds more than it may is never taken.
      const isRefused = stuffed.body.code === "request.value.invalid" || stuffed.status === 404;
      assert.ok(isRefused, `${name}: ${stuffed.status} ${stuffed.body.code}`);
      assert.equal(stuffed.headers["cache-control"], "no-store");
    }
  });
});

test("whoever guesses at the door is told the same of an address that somebody has and of one that nobody has", async () => {
  await withTestHttp(async ({ as, stranger, district }) => {
    const dana = await as("data-manager");
    const { email } = (await dana.ask("GET", "/api/v1/session")).body;
    await dana.ask("PUT", "/api/v1/session/password", { password });
    const guesses = async (of: string) => {
      const seen: string[] = [];
      const took: number[] = [];
      for (let guess = 0; guess < 7; guess += 1) {
        const began = performance.now();
        const { status, body } = await stranger("POST", "/api/v1/session", {
          email: of,
          password: `no ${guess}`,
        });
        took.push(performance.now() - began);
        seen.push(`${status} ${body.code} ${JSON.stringify(body.facts)}`);
      }
      return { seen, least: Math.min(...took.slice(0, 5)) };
    };
    const known = await guesses(email);
    const unknown = await guesses("nobody@office.example.org");
    assert.deepEqual(known.seen, unknown.seen);
    assert.match(known.seen[6] ?? "", /^429 access.sign-in.slowed/);
    assert.ok(known.least >= 249 && unknown.least >= 249, "a refusal takes as long for both");
    const right = await stranger("POST", "/api/v1/session", { email, password });
    assert.equal(right.status, 429, "the right password waits as well");
    district.pass(1);
    assert.equal((await stranger("POST", "/api/v1/session", { email, password })).status, 200);
    const many = [];
    for (let at = 0; at < 30; at += 1)
      many.push((await stranger("POST", "/api/v1/session/link", { link: "x" })).body.code);
    const next = await stranger("POST", "/api/v1/session/link", { link: "x" });
    assert.deepEqual([next.status, next.body.code], [429, "request.rate.exceeded"]);
    assert.ok(Number(next.headers["retry-after"]) > 0);
    assert.ok(many.every((code) => code === "access.link.ended"));
  });
});

test("invented cookies and tokens count on their address, and whoever is known goes on beside them", async () => {
  await withTestHttp(async ({ app, as, world }) => {
    const olga = await as("owner");
    assert.equal((await olga.ask("GET", "/api/v1/session")).status, 200);
    const statuses = new Set<number>();
    for (let at = 0; at < 160; at += 1)
      for (const headers of [
        { cookie: `__Host-muster=invented-${at}` },
        { authorization: `Bearer invented-${at}` },
      ])
        statuses.add((await app.inject({ method: "GET", url: "/api/v1/plans", headers })).statusCode);
    assert.deepEqual([...statuses], [401, 429]);
    assert.equal((await olga.ask("GET", "/api/v1/session")).status, 200, "Olga shares their address alone");
    const lines = world.figures?.lines() ?? [];
    assert.ok(
      lines.some((line) =>
        /^muster_http_requests_total\{route="\/api\/v1\/plans",method="GET",status="4xx"\} 320$/.test(line),
      ),
      lines.join("\n"),
    );
    assert.ok(lines.some((line) => /^muster_http_refusals_total\{class="request"\} \d+$/.test(line)));
    assert.ok(!lines.join("\n").includes("invented"));
  });
});

test("a browser is asked again who is at the keyboard, and is out after half an hour of silence or half a day", async () => {
  await withTestHttp(async ({ as, stranger, district }) => {
    const olga = await as("owner");
    const season = { mode: "frozen", startsOn: "2027-06-15", endsOn: "2027-08-15" };
    const add = () => olga.ask("POST", "/api/v1/seasons", season);
    assert.equal((await add()).status, 200, "whoever has just come by a link has proved it");
    district.pass(0.1);
    assert.equal((await add()).body.code, "access.password.needed", "who has no password sets one first");
    assert.equal((await olga.ask("PUT", "/api/v1/session/password", { password })).status, 200);
    assert.equal((await add()).status, 200, "and has proved it by that");
    district.pass(0.1);
    assert.equal((await add()).body.code, "access.step-up.needed");
    const wrong = await olga.ask("POST", "/api/v1/session/proof", { password: "something else" });
    assert.equal(wrong.status, 401);
    assert.equal((await olga.ask("POST", "/api/v1/session/proof", { password })).status, 200);
    assert.equal((await add()).status, 200);

    const { email } = (await olga.ask("GET", "/api/v1/session")).body;
    const planted = `__Host-muster=1.${"a".repeat(43)}`;
    const signed = await stranger("POST", "/api/v1/session", { email, password }, { cookie: planted });
    const cookie = String(signed.headers["set-cookie"]).split(";")[0] ?? "";
    assert.notEqual(cookie, planted, "a secret that was planted before is worth nothing");
    const other = () => stranger("GET", "/api/v1/session/browsers", undefined, { cookie });
    assert.deepEqual(
      (await other()).body.items.map(({ isThis }: { isThis: boolean }) => isThis),
      [true, false],
    );
    await olga.ask("DELETE", "/api/v1/session/browsers");
    assert.equal((await other()).status, 401, "another browser was signed out");

    for (let hour = 0; hour < 23; hour += 1) {
      district.pass(0.5);
      assert.equal((await olga.ask("GET", "/api/v1/session")).status, 200, `${hour / 2} hours`);
    }
    district.pass(0.5);
    assert.equal((await olga.ask("GET", "/api/v1/session")).status, 401, "half a day is over");
    const left = await as("viewer");
    const byItself = () => left.ask("GET", "/api/v1/session", undefined, { "x-muster-unattended": "1" });
    district.pass(0.3);
    assert.equal((await byItself()).status, 200);
    district.pass(0.3);
    assert.equal((await byItself()).status, 401, "a page that asks by itself keeps nobody signed in");
    const vera = await as("viewer");
    district.pass(0.51);
    assert.equal((await vera.ask("GET", "/api/v1/session")).status, 401, "half an hour of silence");
  });
});

test("the same deed asked for at the same time with one key is done once", async () => {
  await withTestHttp(async ({ as, district }) => {
    const olga = await as("owner");
    const key = { "idempotency-key": "one-season" };
    const season = { mode: "frozen", startsOn: "2027-06-15", endsOn: "2027-08-15" };
    const answers = await Promise.all([1, 2, 3].map(() => olga.ask("POST", "/api/v1/seasons", season, key)));
    for (const { status, body } of answers)
      assert.ok(status === 200 || body.code === "request.key.busy", `${status} ${body.code}`);
    const again = await olga.ask("POST", "/api/v1/seasons", season, key);
    assert.equal(again.body.season, answers.find(({ status }) => status === 200)?.body.season);
    const other = await olga.ask("POST", "/api/v1/seasons", { ...season, mode: "additions-only" }, key);
    assert.equal(other.body.code, "request.key.reused");
    const kept = await district.one<{ seasons: number }>(
      "select count(*) as seasons from season where district_id = $1",
    );
    assert.equal(kept?.seasons, 1);
    for (const [method, at, body] of [
      ["PUT", "/api/v1/settings/files.dates", { value: "mdy" }],
      ["POST", "/api/v1/notices/recipients", { kind: "mail", address: "kim@oak.example.org" }],
      ["POST", "/api/v1/tokens", { name: "Report", rights: ["see"] }],
    ] as const) {
      const once = { "idempotency-key": at };
      assert.equal((await olga.ask(method, at, body, once)).status, 200);
      const { status, body: told } = await olga.ask(method, at, body, once);
      assert.ok(status === 200 || told.code === "request.answer.gone", `${at}: ${told.code}`);
    }
    const tokens = await district.one<{ tokens: number }>(
      "select count(*) as tokens from api_token where district_id = $1",
    );
    assert.equal(tokens?.tokens, 1);
  });
});
