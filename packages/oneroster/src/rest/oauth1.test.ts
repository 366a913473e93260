import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { hmac, signatureBase, signOAuth1 } from "./oauth1.ts";
import { withQuery } from "./percent-encode.ts";

test("builds the signature base of RFC 5849, section 3.4.1.1", () => {
  const url = new URL("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b");
  const base = signatureBase("post", url, [
    ["oauth_consumer_key", "9djdj82h48djs9d2"],
    ["oauth_token", "kkk9d7dh3k39sjv7"],
    ["oauth_signature_method", "HMAC-SHA1"],
    ["oauth_timestamp", "137131201"],
    ["oauth_nonce", "7d8f3e4a"],
    ["c2", ""],
    ["a3", "2 q"],
  ]);
  assert.equal(
    base,
    "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26" +
      "oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26" +
      "oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7",
  );
});

test("signs as appendix A.5 of OAuth Core 1.0", async () => {
  const url = new URL("http://photos.example.net/photos?size=original&file=vacation.jpg");
  const base = signatureBase("GET", url, [
    ["oauth_consumer_key", "dpf43f3p2l4k3l03"],
    ["oauth_token", "nnch734d00sl2jdk"],
    ["oauth_signature_method", "HMAC-SHA1"],
    ["oauth_timestamp", "1191242096"],
    ["oauth_nonce", "kllo9940pd9333jh"],
    ["oauth_version", "1.0"],
  ]);
  assert.equal(
    await hmac("HMAC-SHA1", "kd94hf93k423kf44&pfkkdhi9sl3r4s00", base),
    "tR3+Ty81lMeYAr/Fid0kMTYa/WM=",
  );
});

test("hashes as RFC 4231 says for SHA-256 and RFC 2202 for SHA-1", async () => {
  const text = "what do ya want for nothing?";
  const hex = (base64: string) => Buffer.from(base64, "base64").toString("hex");
  assert.equal(hex(await hmac("HMAC-SHA1", "Jefe", text)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
  assert.equal(
    hex(await hmac("HMAC-SHA256", "Jefe", text)),
    "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
  );
});

test("signs a filter with quotes, blanks and signs as the server will read it", async () => {
  const url = withQuery(new URL("https://sis.example.org:8443/ims/oneroster/v1p1/users"), [
    ["limit", "100"],
    ["filter", "status='active' AND dateLastModified>'2026-01-01'"],
  ]);
  assert.equal(
    url.search,
    "?limit=100&filter=status%3D%27active%27%20AND%20dateLastModified%3E%272026-01-01%27",
  );
  const key = { consumerKey: "district", consumerSecret: "s&cr=t", method: "HMAC-SHA256" } as const;
  const header = await signOAuth1({ method: "GET", url }, key, { nonce: "n1", timestamp: 1790000000 });
  const base =
    "GET&https%3A%2F%2Fsis.example.org%3A8443%2Fims%2Foneroster%2Fv1p1%2Fusers&" +
    "filter%3Dstatus%253D%2527active%2527%2520AND%2520dateLastModified%253E%25272026-01-01%2527%26limit%3D100%26" +
    "oauth_consumer_key%3Ddistrict%26oauth_nonce%3Dn1%26oauth_signature_method%3DHMAC-SHA256%26" +
    "oauth_timestamp%3D1790000000%26oauth_version%3D1.0";
  const signature = createHmac("sha256", "s%26cr%3Dt&").update(base).digest("base64");
  assert.ok(header.includes(`oauth_signature="${encodeURIComponent(signature)}"`), header);
  assert.ok(!header.includes("s&cr=t"));
});
