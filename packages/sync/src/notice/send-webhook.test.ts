import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";
import { innerHosts } from "../source/network/test-inner-hosts.ts";
import { sendWebhook } from "./send-webhook.ts";

test("posts no notice to a host inside a network, however it is written", async (t) => {
  let calls = 0;
  const receiver = createServer((_request, response) => {
    calls += 1;
    response.end();
  });
  await new Promise<void>((done) => void receiver.listen(0, "127.0.0.1", done));
  t.after(() => receiver.close());
  const address = receiver.address();
  const port = address === null || typeof address === "string" ? 0 : address.port;
  const written = innerHosts
    .map((host) => `https://${/^[^[]*:[^[]*:/.test(host) ? `[${host}]` : host}:${port}/notices`)
    // What is no address at all was refused when the recipient was added; userinfo too.
    .filter((url) => URL.canParse(url) && new URL(url).username === "");
  assert.ok(written.length >= 60, String(written.length));
  for (const url of written) {
    const call = { url, body: "{}", secret: "whsec_x", noticeId: "n-1", at: new Date(0) };
    const facts = { reason: "private" };
    const refusal = { code: "webhook.address.refused", facts };
    await assert.rejects(sendWebhook(call, { allowsPrivateHosts: false, limitMs: 2_000 }), refusal, url);
  }
  assert.equal(calls, 0);
});
