import assert from "node:assert/strict";
import { test } from "node:test";
import { exportAudit, listAudit, verifyAudit } from "@muster/api/resource/audit.ts";
import {
  changeOperator,
  inviteOperator,
  linkOperator,
  removeOperator,
} from "@muster/api/resource/operator.ts";
import { previewPlan } from "@muster/api/resource/plan.ts";
import { listRuns } from "@muster/api/resource/run.ts";
import {
  offerSecondFactor,
  setPassword,
  setSecondFactor,
  showSession,
  useLink,
} from "@muster/api/resource/session.ts";
import { setSetting } from "@muster/api/resource/setting.ts";
import { listTokens, makeToken, revokeToken } from "@muster/api/resource/token.ts";
import { type TestHttp, withTestHttp } from "../test-http.ts";

const password = "four words nobody says";

/** Follows a link as somebody new would; answers what to send with every request from then on. */
async function follow({ stranger }: TestHttp, url: string, code?: string): Promise<{ cookie: string }> {
  const link = url.split("#")[1] ?? "";
  const arrived = await stranger.ask("POST", "/api/v1/session/link", {
    link,
    ...(code === undefined ? {} : { code }),
  });
  assert.equal(arrived.status, 200, arrived.problem?.code);
  return { cookie: String(arrived.headers["set-cookie"]).split(";")[0] ?? "" };
}

test("an owner invites a viewer, changes what they may do from one request to the next, and lets them out", async () => {
  await withTestHttp(async (http) => {
    const { as, stranger, world, district } = http;
    const olga = await as("owner");
    const who = { name: "Vera Vale", email: "vera@office.example.org", role: "viewer" } as const;
    const key = { "idempotency-key": "invite-vera" };
    const invited = await olga.told(inviteOperator, { body: who }, key);
    assert.match(invited.link, /^http:\/\/localhost\/link#\d+\.[\w-]{43}$/);
    const again = await olga.refused(inviteOperator, { body: who }, key);
    assert.deepEqual([again.status, again.code], [409, "request.answer.gone"], "the link is kept nowhere");

    const vera = await follow(http, invited.link);
    const seen = () => stranger.told(showSession, {}, vera);
    assert.deepEqual((await seen()).rights, ["see"]);
    const { operator } = invited;
    await olga.told(changeOperator, { params: { operator }, body: { role: "data-manager" } });
    assert.deepEqual((await seen()).rights, ["see", "decide", "edit", "set"]);
    const dates = { params: { key: "files.dates" }, body: { value: "mdy" } };
    await stranger.told(setSetting, dates, vera);
    await olga.told(changeOperator, { params: { operator }, body: { role: "viewer" } });
    const set = await stranger.refused(setSetting, dates, vera);
    assert.deepEqual([set.status, set.code], [403, "access.right.missing"]);

    const noSchool = await olga.refused(changeOperator, {
      params: { operator },
      body: { role: "school-admin" },
    });
    assert.equal(noSchool.code, "access.schools.needed");
    const foreign = { role: "school-admin" as const, schoolIds: [600_001] };
    const foreignSchool = await olga.refused(changeOperator, { params: { operator }, body: foreign });
    assert.equal(foreignSchool.code, "access.school.unknown");

    await olga.told(removeOperator, { params: { operator } });
    assert.equal((await stranger.refused(showSession, {}, vera)).status, 401);
    const last = await olga.refused(removeOperator, { params: { operator: olga.operatorId } });
    assert.deepEqual([last.status, last.code], [409, "access.owner.last"]);

    const asked = await olga.refused(previewPlan, { params: { plan: "000000000000" } });
    assert.equal(asked.code, "plan.hash.unknown");

    const log = await olga.told(listAudit, { query: { limit: 100 } });
    const acts = log.items.map(({ act }) => act);
    for (const act of ["operator.invite", "operator.change", "operator.remove", "session.open", "refused"])
      assert.ok(acts.includes(act), `${act} is in the log`);
    assert.equal(acts.filter((act) => act === "operator.invite").length, 1);
    assert.ok(!acts.includes("plan.preview"), "a question is no deed");
    assert.equal(log.total, log.items.length);
    const removals = log.items.filter(({ act }) => act === "operator.remove");
    const refusal = "Refused: A district keeps at least one owner.";
    assert.deepEqual(
      removals.map(({ says, came }) => [says, came?.says, came?.code]),
      [
        [`What came of entry ${removals[1]?.ordinal}.`, refusal, "access.owner.last"],
        [removals[1]?.says, refusal, "access.owner.last"],
        [removals[1]?.says, undefined, undefined],
      ],
      "what was refused does not read as done",
    );
    const proof = await olga.told(verifyAudit);
    assert.deepEqual([proof.entries, proof.brokenAt], [log.total, null]);
    const csv = await olga.told(exportAudit);
    assert.equal(csv.trim().split("\r\n").length, log.total + 1);

    const { districtId } = district;
    const write = (sql: string) =>
      world.db.session(districtId, (session) => session.write((tx) => tx.query(sql, [districtId])));
    const gone = "delete from audit where district_id = $1 and ordinal = 2";
    await assert.rejects(write(gone), /permission denied/, "the application itself cannot take an entry out");
    await write(`insert into audit (district_id, ordinal, at, who, act, facts, hash)
      select $1, max(ordinal) + 1, now(), 'nobody', 'run.undo', '{}', repeat('0', 64) from audit where district_id = $1`);
    const broken = await olga.told(verifyAudit);
    assert.ok((broken.brokenAt ?? 0) > 0, "an entry that was slipped in is named");
  });
});

test("a link alone opens nothing where there is a second factor, unless an owner has it forgotten", async () => {
  await withTestHttp(async (http) => {
    const { as, stranger, world, district } = http;
    const olga = await as("owner");
    const dana = await as("data-manager");
    const offered = await dana.told(offerSecondFactor);
    const { TOTP, Secret } = await import("otpauth");
    const codeNow = () =>
      new TOTP({ secret: Secret.fromBase32(offered.secret) }).generate({
        timestamp: world.now().getTime(),
      });
    const { secret } = offered;
    await dana.told(setSecondFactor, { body: { secret, code: codeNow() } });

    const made = await olga.told(linkOperator, { params: { operator: dana.operatorId } });
    const link = made.link.split("#")[1] ?? "";
    const bare = await stranger.refused(useLink, { body: { link } });
    assert.deepEqual([bare.status, bare.code], [401, "access.code.needed"]);
    const wrong = await stranger.refused(useLink, { body: { link, code: "000000" } });
    assert.deepEqual([wrong.status, wrong.code], [401, "access.code.refused"]);
    district.pass(0.05);
    await follow(http, made.link, codeNow());

    const forgotten = await olga.told(linkOperator, {
      params: { operator: dana.operatorId },
      body: { forgetsSecondFactor: true },
    });
    await follow(http, forgotten.link);
    assert.equal((await dana.refused(showSession)).status, 401, "her browsers are signed out");
  });
});

test("a token does what it was given and never more, and ends when it is revoked", async () => {
  await withTestHttp(async ({ as, stranger }) => {
    const dana = await as("data-manager");
    const beyond = await dana.refused(makeToken, { body: { name: "Too much", rights: ["govern"] } });
    assert.deepEqual([beyond.status, beyond.code], [403, "access.right.missing"]);
    const long = await dana.refused(makeToken, { body: { name: "Too long", rights: ["see"], days: 91 } });
    assert.equal(long.status, 400);
    const made = await dana.told(makeToken, { body: { name: "Report", rights: ["see"], days: 30 } });
    assert.match(made.secret, /^muster_\d+\.[\w-]{43}$/);
    const bearer = { authorization: `Bearer ${made.secret}`, origin: "https://elsewhere.example.org" };
    await stranger.told(listRuns, {}, bearer);
    const set = await stranger.refused(
      setSetting,
      { params: { key: "files.dates" }, body: { value: "mdy" } },
      bearer,
    );
    assert.deepEqual([set.status, set.code], [403, "access.right.missing"]);
    const pass = await stranger.refused(setPassword, { body: { password } }, bearer);
    assert.deepEqual([pass.status, pass.code], [403, "access.browser.needed"]);
    const more = await stranger.refused(makeToken, { body: { name: "More", rights: ["see"] } }, bearer);
    assert.deepEqual([more.status, more.code], [403, "access.browser.needed"]);

    const listed = await dana.told(listTokens);
    assert.deepEqual([listed.items.length, listed.items[0]?.usedAt !== null], [1, true]);
    assert.ok(!JSON.stringify(listed).includes(made.secret), "it is shown once");
    const olga = await as("owner");
    assert.equal((await olga.told(listTokens)).items.length, 1, "who governs sees all");
    const vera = await as("viewer");
    assert.equal((await vera.told(listTokens)).items.length, 0);
    assert.equal((await vera.refused(revokeToken, { params: { token: made.token } })).status, 404);
    await dana.told(revokeToken, { params: { token: made.token } });
    assert.equal((await stranger.refused(listRuns, {}, bearer)).status, 401);
  });
});
