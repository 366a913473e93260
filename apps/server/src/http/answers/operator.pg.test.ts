import assert from "node:assert/strict";
import { test } from "node:test";
import { type TestAnswer, type TestHttp, withTestHttp } from "../test-http.ts";

const password = "four words nobody says";

/** Follows a link as somebody new would; answers what to send with every request from then on. */
async function follow({ stranger }: TestHttp, url: string, code?: string): Promise<{ cookie: string }> {
  const link = url.split("#")[1] ?? "";
  const arrived = await stranger("POST", "/api/v1/session/link", {
    link,
    ...(code === undefined ? {} : { code }),
  });
  assert.equal(arrived.status, 200, arrived.body.code);
  return { cookie: String(arrived.headers["set-cookie"]).split(";")[0] ?? "" };
}

test("an owner invites a viewer, changes what they may do from one request to the next, and lets them out", async () => {
  await withTestHttp(async (http) => {
    const { as, stranger, world, district } = http;
    const olga = await as("owner");
    const who = { name: "Vera Vale", email: "vera@office.example.org", role: "viewer" };
    const key = { "idempotency-key": "invite-vera" };
    const invited = await olga.ask("POST", "/api/v1/operators", who, key);
    assert.equal(invited.status, 200, invited.body.code);
    assert.match(invited.body.link, /^http:\/\/localhost\/link#\d+\.[\w-]{43}$/);
    const again = await olga.ask("POST", "/api/v1/operators", who, key);
    assert.deepEqual(
      [again.status, again.body.code],
      [409, "request.answer.gone"],
      "the link is kept nowhere",
    );

    const vera = await follow(http, invited.body.link);
    const seen = async () => (await stranger("GET", "/api/v1/session", undefined, vera)).body;
    assert.deepEqual((await seen()).rights, ["see"]);
    const { operator } = invited.body;
    const raise = await olga.ask("PATCH", `/api/v1/operators/${operator}`, { role: "data-manager" });
    assert.equal(raise.status, 200);
    assert.deepEqual((await seen()).rights, ["see", "decide", "edit", "set"]);
    const set = () => stranger("PUT", "/api/v1/settings/files.dates", { value: "mdy" }, vera);
    assert.equal((await set()).status, 200);
    await olga.ask("PATCH", `/api/v1/operators/${operator}`, { role: "viewer" });
    assert.deepEqual([(await set()).status, (await set()).body.code], [403, "access.right.missing"]);

    const noSchool = await olga.ask("PATCH", `/api/v1/operators/${operator}`, { role: "school-admin" });
    assert.equal(noSchool.body.code, "access.schools.needed");
    const foreign = { role: "school-admin", schoolIds: [600_001] };
    const foreignSchool = await olga.ask("PATCH", `/api/v1/operators/${operator}`, foreign);
    assert.equal(foreignSchool.body.code, "access.school.unknown");

    assert.equal((await olga.ask("DELETE", `/api/v1/operators/${operator}`)).status, 200);
    assert.equal((await stranger("GET", "/api/v1/session", undefined, vera)).status, 401);
    const last = await olga.ask("DELETE", `/api/v1/operators/${olga.operatorId}`);
    assert.deepEqual([last.status, last.body.code], [409, "access.owner.last"]);

    const asked = await olga.ask("POST", "/api/v1/plans/000000000000/preview", {});
    assert.equal(asked.body.code, "plan.hash.unknown");

    const { body: log } = await olga.ask("GET", "/api/v1/audit?limit=100");
    const acts = log.items.map(({ act }: { act: string }) => act);
    for (const act of ["operator.invite", "operator.change", "operator.remove", "session.open", "refused"])
      assert.ok(acts.includes(act), `${act} is in the log`);
    assert.equal(acts.filter((act: string) => act === "operator.invite").length, 1);
    assert.ok(!acts.includes("plan.preview"), "a question is no deed");
    assert.equal(log.total, log.items.length);
    const removals = log.items.filter(({ act }: { act: string }) => act === "operator.remove");
    const refusal = "Refused: A district keeps at least one owner.";
    assert.deepEqual(
      removals.map(({ says, came }: TestAnswer["body"]) => [says, came?.says, came?.code]),
      [
        [`What came of entry ${removals[1].ordinal}.`, refusal, "access.owner.last"],
        [removals[1].says, refusal, "access.owner.last"],
        [removals[1].says, undefined, undefined],
      ],
      "what was refused does not read as done",
    );
    const proof = await olga.ask("GET", "/api/v1/audit/proof");
    assert.deepEqual([proof.body.entries, proof.body.brokenAt], [log.total, null]);
    const csv = await olga.ask("GET", "/api/v1/audit.csv");
    assert.equal(csv.status, 200, csv.body.code);
    assert.equal(csv.body.trim().split("\r\n").length, log.total + 1);

    const { districtId } = district;
    const write = (sql: string) =>
      world.db.session(districtId, (session) => session.write((tx) => tx.query(sql, [districtId])));
    const gone = "delete from audit where district_id = $1 and ordinal = 2";
    await assert.rejects(write(gone), /permission denied/, "the application itself cannot take an entry out");
    await write(`insert into audit (district_id, ordinal, at, who, act, facts, hash)
      select $1, max(ordinal) + 1, now(), 'nobody', 'run.undo', '{}', repeat('0', 64) from audit where district_id = $1`);
    const broken = await olga.ask("GET", "/api/v1/audit/proof");
    assert.ok(broken.body.brokenAt > 0, "an entry that was slipped in is named");
  });
});

test("a link alone opens nothing where there is a second factor, unless an owner has it forgotten", async () => {
  await withTestHttp(async (http) => {
    const { as, stranger, world, district } = http;
    const olga = await as("owner");
    const dana = await as("data-manager");
    const offered = await dana.ask("POST", "/api/v1/session/second-factor");
    const { TOTP, Secret } = await import("otpauth");
    const codeNow = () =>
      new TOTP({ secret: Secret.fromBase32(offered.body.secret) }).generate({
        timestamp: world.now().getTime(),
      });
    const { secret } = offered.body;
    const set = await dana.ask("PUT", "/api/v1/session/second-factor", { secret, code: codeNow() });
    assert.equal(set.status, 200, set.body.code);

    const made = await olga.ask("POST", `/api/v1/operators/${dana.operatorId}/link`, {});
    const link = made.body.link.split("#")[1];
    const bare = await stranger("POST", "/api/v1/session/link", { link });
    assert.deepEqual([bare.status, bare.body.code], [401, "access.code.needed"]);
    const wrong = await stranger("POST", "/api/v1/session/link", { link, code: "000000" });
    assert.deepEqual([wrong.status, wrong.body.code], [401, "access.code.refused"]);
    district.pass(0.05);
    await follow(http, made.body.link, codeNow());

    const forgotten = await olga.ask("POST", `/api/v1/operators/${dana.operatorId}/link`, {
      forgetsSecondFactor: true,
    });
    assert.equal(forgotten.status, 200, forgotten.body.code);
    await follow(http, forgotten.body.link);
    assert.equal((await dana.ask("GET", "/api/v1/session")).status, 401, "her browsers are signed out");
  });
});

test("a token does what it was given and never more, and ends when it is revoked", async () => {
  await withTestHttp(async ({ as, stranger }) => {
    const dana = await as("data-manager");
    const beyond = await dana.ask("POST", "/api/v1/tokens", { name: "Too much", rights: ["govern"] });
    assert.deepEqual([beyond.status, beyond.body.code], [403, "access.right.missing"]);
    const long = await dana.ask("POST", "/api/v1/tokens", { name: "Too long", rights: ["see"], days: 91 });
    assert.equal(long.status, 400);
    const made = await dana.ask("POST", "/api/v1/tokens", { name: "Report", rights: ["see"], days: 30 });
    assert.match(made.body.secret, /^muster_\d+\.[\w-]{43}$/);
    const bearer = { authorization: `Bearer ${made.body.secret}`, origin: "https://elsewhere.example.org" };
    const runs = await stranger("GET", "/api/v1/runs", undefined, bearer);
    assert.equal(runs.status, 200);
    const set = await stranger("PUT", "/api/v1/settings/files.dates", { value: "mdy" }, bearer);
    assert.deepEqual([set.status, set.body.code], [403, "access.right.missing"]);
    const pass = await stranger("PUT", "/api/v1/session/password", { password }, bearer);
    assert.deepEqual([pass.status, pass.body.code], [403, "access.browser.needed"]);
    const more = await stranger("POST", "/api/v1/tokens", { name: "More", rights: ["see"] }, bearer);
    assert.deepEqual([more.status, more.body.code], [403, "access.browser.needed"]);

    const { body: listed } = await dana.ask("GET", "/api/v1/tokens");
    assert.deepEqual([listed.items.length, listed.items[0].usedAt !== null], [1, true]);
    assert.ok(!JSON.stringify(listed).includes(made.body.secret), "it is shown once");
    const olga = await as("owner");
    assert.equal((await olga.ask("GET", "/api/v1/tokens")).body.items.length, 1, "who governs sees all");
    const vera = await as("viewer");
    assert.equal((await vera.ask("GET", "/api/v1/tokens")).body.items.length, 0);
    assert.equal((await vera.ask("DELETE", `/api/v1/tokens/${made.body.token}`)).status, 404);
    assert.equal((await dana.ask("DELETE", `/api/v1/tokens/${made.body.token}`)).status, 200);
    assert.equal((await stranger("GET", "/api/v1/runs", undefined, bearer)).status, 401);
  });
});
