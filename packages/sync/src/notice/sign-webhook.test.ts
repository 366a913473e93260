import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { isSignedWebhook, signWebhook } from "./sign-webhook.ts";

const at = new Date("2026-11-18T02:20:00Z");
const body = '{"kind":"held"}';

test("signs the time and the body, so that anybody with the secret can check it by the guide", () => {
  const seconds = at.getTime() / 1000;
  const hex = createHmac("sha256", "whsec_x").update(`${seconds}.${body}`).digest("hex");
  assert.equal(signWebhook("whsec_x", at, body), `t=${seconds},v1=${hex}`);
});

test("refuses another body, another secret, an old call and what is no signature", () => {
  const header = signWebhook("whsec_x", at, body);
  assert.ok(isSignedWebhook("whsec_x", header, body, at));
  assert.ok(isSignedWebhook("whsec_x", header, body, new Date(at.getTime() + 299_000)));
  assert.ok(!isSignedWebhook("whsec_x", header, body, new Date(at.getTime() + 301_000)));
  assert.ok(!isSignedWebhook("whsec_y", header, body, at));
  assert.ok(!isSignedWebhook("whsec_x", header, `${body} `, at));
  assert.ok(!isSignedWebhook("whsec_x", header.replace(/t=\d/, "t=2"), body, at));
  for (const wrong of ["", "t=1,v1=zz", header.slice(0, -1)])
    assert.ok(!isSignedWebhook("whsec_x", wrong, body, at));
});
