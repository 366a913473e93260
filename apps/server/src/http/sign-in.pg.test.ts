import assert from "node:assert/strict";
import { test } from "node:test";
import { addOperator } from "@muster/sync/access/operators.ts";
import { makeSignInLink } from "@muster/sync/access/sign-in-link.ts";
import { withTestHttp } from "./test-http.ts";
import { sessionCookie } from "./who-asks.ts";

test("a data manager comes in by an invitation once, sets a password, and signs in with it", async () => {
  await withTestHttp(async ({ world, district, stranger }) => {
    const { districtId } = district;
    const link = await world.db.session(districtId, (session) =>
      session.write(async (tx) => {
        const who = {
          name: "Dana",
          email: "Dana@office.example.org",
          role: "data-manager",
          schoolIds: [],
        } as const;
        const { loginId } = await addOperator(tx, districtId, who, "test", world.now());
        return makeSignInLink(tx, { districtId, loginId }, "invitation", "test", world.now());
      }),
    );
    const arrived = await stranger("POST", "/api/v1/session/link", { link });
    assert.equal(arrived.status, 200);
    const cookie = String(arrived.headers["set-cookie"]);
    assert.match(cookie, /^__Host-muster=.*Path=\/; HttpOnly; Secure; SameSite=Lax/);
    const signed = { cookie: cookie.split(";")[0] ?? "" };
    const seen = await stranger("GET", "/api/v1/session", undefined, signed);
    assert.equal(seen.status, 200);
    assert.equal(seen.body.district.name, "Test Schools");
    assert.deepEqual(seen.body.rights, ["see", "decide", "edit", "set"]);
    const weak = await stranger("PUT", "/api/v1/session/password", { password: "password1234" }, signed);
    assert.equal(weak.body.code, "access.password.weak");
    const password = "four words nobody says";
    assert.equal((await stranger("PUT", "/api/v1/session/password", { password }, signed)).status, 200);
    const again = await stranger("POST", "/api/v1/session/link", { link });
    assert.deepEqual([again.status, again.body.code], [401, "access.link.ended"]);
    const email = "dana@office.example.org";
    const wrong = await stranger("POST", "/api/v1/session", { email, password: "something else here" });
    const nobody = await stranger("POST", "/api/v1/session", { email: "x@example.org", password });
    assert.deepEqual(wrong.body, nobody.body, "a wrong password and an unknown address are answered alike");
    assert.equal((await stranger("POST", "/api/v1/session", { email, password })).status, 200);
    assert.equal((await stranger("DELETE", "/api/v1/session", undefined, signed)).status, 200);
    assert.equal((await stranger("GET", "/api/v1/session", undefined, signed)).status, 401);
  });
});

test("a page of another site cannot use a data manager's session", async () => {
  await withTestHttp(async ({ as }) => {
    const dana = await as("data-manager");
    const foreign = await dana.ask("DELETE", "/api/v1/session", undefined, {
      origin: "https://evil.example.org",
    });
    assert.deepEqual([foreign.status, foreign.body.code], [403, "request.origin.refused"]);
    assert.equal((await dana.ask("GET", "/api/v1/session")).status, 200);
    assert.ok(dana.cookie.startsWith(`${sessionCookie}=`));
  });
});
