import assert from "node:assert/strict";
import { test } from "node:test";
import {
  closeSession,
  openSession,
  setPassword,
  showSession,
  useLink,
} from "@muster/api/resource/session.ts";
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
    const arrived = await stranger.ask("POST", "/api/v1/session/link", { link });
    assert.equal(arrived.status, 200);
    const cookie = String(arrived.headers["set-cookie"]);
    assert.match(cookie, /^__Host-muster=.*Path=\/; HttpOnly; Secure; SameSite=Lax/);
    const signed = { cookie: cookie.split(";")[0] ?? "" };
    const seen = await stranger.told(showSession, {}, signed);
    assert.deepEqual(seen.district, { districtId, name: "Test Schools", zone: "UTC" });
    assert.deepEqual(seen.rights, ["see", "decide", "edit", "set"]);
    const weak = await stranger.refused(setPassword, { body: { password: "password1234" } }, signed);
    assert.equal(weak.code, "access.password.weak");
    const password = "four words nobody says";
    await stranger.told(setPassword, { body: { password } }, signed);
    const again = await stranger.refused(useLink, { body: { link } });
    assert.deepEqual([again.status, again.code], [401, "access.link.ended"]);
    const email = "dana@office.example.org";
    const wrong = await stranger.refused(openSession, { body: { email, password: "something else here" } });
    const nobody = await stranger.refused(openSession, { body: { email: "x@example.org", password } });
    assert.deepEqual(wrong, nobody, "a wrong password and an unknown address are answered alike");
    await stranger.told(openSession, { body: { email, password } });
    await stranger.told(closeSession, {}, signed);
    assert.equal((await stranger.refused(showSession, {}, signed)).status, 401);
  });
});

test("a page of another site cannot use a data manager's session", async () => {
  await withTestHttp(async ({ as }) => {
    const dana = await as("data-manager");
    const foreign = await dana.refused(closeSession, {}, { origin: "https://evil.example.org" });
    assert.deepEqual([foreign.status, foreign.code], [403, "request.origin.refused"]);
    await dana.told(showSession);
    assert.ok(dana.cookie.startsWith(`${sessionCookie}=`));
  });
});
