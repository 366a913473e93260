import assert from "node:assert/strict";
import { test } from "node:test";
import { allRoutes } from "@muster/api/all-routes.ts";
import { addSeason } from "@muster/api/resource/season.ts";
import {
  closeOtherBrowsers,
  listBrowsers,
  openSession,
  proveSession,
  setPassword,
  showSession,
  useLink,
} from "@muster/api/resource/session.ts";
import { apiRoot, type Route } from "@muster/api/route.ts";
import { answeredIn } from "./test-caller.ts";
import { withTestHttp } from "./test-http.ts";

const password = "four words nobody says";
const everyRoute: readonly Route[] = Object.values(allRoutes).flatMap((routes) =>
  Object.values(routes as Readonly<Record<string, Route>>),
);
const deeds = everyRoute.filter(({ method }) => method !== "GET");

test("no deed takes a field that is nobody's to send, and none is taken from another site or without a word of where from", async () => {
  await withTestHttp(async ({ as }) => {
    const olga = await as("owner");
    const privileged = { districtId: 2, role: "owner", operatorId: 1, approvedBy: "olga", isApproved: true };
    for (const route of deeds) {
      const at = `${apiRoot}${route.path.replaceAll(/:\w+/g, "1")}`;
      const name = `${route.method} ${route.path}`;
      const foreign = await olga.ask(route.method, at, {}, { origin: "https://elsewhere.example.org" });
      assert.deepEqual([foreign.status, foreign.problem?.code], [403, "request.origin.refused"], name);
      const silent = await olga.ask(route.method, at, {}, { origin: "null" });
      assert.deepEqual([silent.status, silent.problem?.code], [403, "request.origin.refused"], name);
      if (route.takesFiles === true) continue;
      const stuffed = await olga.ask(route.method, at, privileged);
      // A number of nobody's is told first; a body that holds more than it may is never taken.
      const isRefused = stuffed.problem?.code === "request.value.invalid" || stuffed.status === 404;
      assert.ok(isRefused, `${name}: ${stuffed.status} ${stuffed.problem?.code}`);
      assert.equal(stuffed.headers["cache-control"], "no-store");
    }
  });
});

test("whoever guesses at the door is told the same of an address that somebody has and of one that nobody has", async () => {
  await withTestHttp(async ({ as, stranger, district }) => {
    const dana = await as("data-manager");
    const { email } = await dana.told(showSession);
    await dana.told(setPassword, { body: { password } });
    const guesses = async (of: string) => {
      const seen: string[] = [];
      const took: number[] = [];
      for (let guess = 0; guess < 7; guess += 1) {
        const began = performance.now();
        const guessed = { email: of, password: `no ${guess}` };
        const { status, code, facts } = await stranger.refused(openSession, { body: guessed });
        took.push(performance.now() - began);
        seen.push(`${status} ${code} ${JSON.stringify(facts)}`);
      }
      return { seen, least: Math.min(...took.slice(0, 5)) };
    };
    const known = await guesses(email);
    const unknown = await guesses("nobody@office.example.org");
    assert.deepEqual(known.seen, unknown.seen);
    assert.match(known.seen[6] ?? "", /^429 access.sign-in.slowed/);
    assert.ok(known.least >= 249 && unknown.least >= 249, "a refusal takes as long for both");
    const right = await stranger.refused(openSession, { body: { email, password } });
    assert.equal(right.status, 429, "the right password waits as well");
    district.pass(1);
    await stranger.told(openSession, { body: { email, password } });
    const many = [];
    for (let at = 0; at < 30; at += 1)
      many.push((await stranger.refused(useLink, { body: { link: "x" } })).code);
    const next = await stranger.ask("POST", "/api/v1/session/link", { link: "x" });
    assert.deepEqual([next.status, next.problem?.code], [429, "request.rate.exceeded"]);
    assert.ok(Number(next.headers["retry-after"]) > 0);
    assert.ok(many.every((code) => code === "access.link.ended"));
  });
});

test("invented cookies and tokens count on their address, and whoever is known goes on beside them", async () => {
  await withTestHttp(async ({ app, as, world }) => {
    const olga = await as("owner");
    await olga.told(showSession);
    const statuses = new Set<number>();
    for (let at = 0; at < 160; at += 1)
      for (const headers of [
        { cookie: `__Host-muster=invented-${at}` },
        { authorization: `Bearer invented-${at}` },
      ])
        statuses.add((await app.inject({ method: "GET", url: "/api/v1/plans", headers })).statusCode);
    assert.deepEqual([...statuses], [401, 429]);
    // Olga shares their address alone.
    await olga.told(showSession);
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
    const season = { mode: "frozen", startsOn: "2027-06-15", endsOn: "2027-08-15" } as const;
    // Whoever has just come by a link has proved it.
    await olga.told(addSeason, { body: season });
    district.pass(0.1);
    const bare = await olga.refused(addSeason, { body: season });
    assert.equal(bare.code, "access.password.needed", "who has no password sets one first");
    await olga.told(setPassword, { body: { password } });
    await olga.told(addSeason, { body: season });
    district.pass(0.1);
    assert.equal((await olga.refused(addSeason, { body: season })).code, "access.step-up.needed");
    const wrong = await olga.refused(proveSession, { body: { password: "something else" } });
    assert.equal(wrong.status, 401);
    await olga.told(proveSession, { body: { password } });
    await olga.told(addSeason, { body: season });

    const { email } = await olga.told(showSession);
    const planted = `__Host-muster=1.${"a".repeat(43)}`;
    const signed = await stranger.ask("POST", "/api/v1/session", { email, password }, { cookie: planted });
    const cookie = String(signed.headers["set-cookie"]).split(";")[0] ?? "";
    assert.notEqual(cookie, planted, "a secret that was planted before is worth nothing");
    const { items } = await stranger.told(listBrowsers, {}, { cookie });
    assert.deepEqual(
      items.map(({ isThis }) => isThis),
      [true, false],
    );
    await olga.told(closeOtherBrowsers);
    const out = await stranger.refused(listBrowsers, {}, { cookie });
    assert.equal(out.status, 401, "another browser was signed out");

    for (let hour = 0; hour < 23; hour += 1) {
      district.pass(0.5);
      await olga.told(showSession);
    }
    district.pass(0.5);
    assert.equal((await olga.refused(showSession)).status, 401, "half a day is over");
    const left = await as("viewer");
    const byItself = { "x-muster-unattended": "1" };
    district.pass(0.3);
    await left.told(showSession, {}, byItself);
    district.pass(0.3);
    const idle = await left.refused(showSession, {}, byItself);
    assert.equal(idle.status, 401, "a page that asks by itself keeps nobody signed in");
    const vera = await as("viewer");
    district.pass(0.51);
    assert.equal((await vera.refused(showSession)).status, 401, "half an hour of silence");
  });
});

test("the same deed asked for at the same time with one key is done once", async () => {
  await withTestHttp(async ({ as, district }) => {
    const olga = await as("owner");
    const key = { "idempotency-key": "one-season" };
    const season = { mode: "frozen", startsOn: "2027-06-15", endsOn: "2027-08-15" } as const;
    const answers = await Promise.all([1, 2, 3].map(() => olga.ask("POST", "/api/v1/seasons", season, key)));
    for (const { status, problem } of answers)
      assert.ok(status === 200 || problem?.code === "request.key.busy", `${status} ${problem?.code}`);
    const again = await olga.told(addSeason, { body: season }, key);
    const done = answers.find(({ status }) => status === 200);
    assert.ok(done);
    assert.deepEqual(again, answeredIn(addSeason, done));
    const other = await olga.refused(addSeason, { body: { ...season, mode: "additions-only" } }, key);
    assert.equal(other.code, "request.key.reused");
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
      const { status, problem } = await olga.ask(method, at, body, once);
      assert.ok(status === 200 || problem?.code === "request.answer.gone", `${at}: ${problem?.code}`);
    }
    const tokens = await district.one<{ tokens: number }>(
      "select count(*) as tokens from api_token where district_id = $1",
    );
    assert.equal(tokens?.tokens, 1);
  });
});
