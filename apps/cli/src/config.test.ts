import assert from "node:assert/strict";
import { homedir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { readConfig } from "./config.ts";

test("keeps the district at home, unless told where", () => {
  assert.equal(readConfig({}).home, path.join(homedir(), ".muster"));
  assert.equal(readConfig({ MUSTER_HOME: " " }).home, path.join(homedir(), ".muster"));
  assert.equal(readConfig({ MUSTER_HOME: "elsewhere" }).home, path.resolve("elsewhere"));
});

test("takes an empty DATABASE_URL for none", () => {
  assert.equal(readConfig({ DATABASE_URL: "" }).databaseUrl, undefined);
  assert.equal(readConfig({ DATABASE_URL: "postgres://db/oak" }).databaseUrl, "postgres://db/oak");
});

test("crashes on request in tests only", () => {
  assert.equal(readConfig({ MUSTER_CRASH_AT: "mid-apply" }).crashAt, undefined);
  assert.equal(readConfig({ MUSTER_CRASH_AT: "mid-apply", MUSTER_TESTING: "1" }).crashAt, "mid-apply");
});

test("sends mail only where both the server and the sender are known", () => {
  const url = "smtp://mail.example.org";
  assert.equal(readConfig({ MUSTER_SMTP_URL: url }).mail, undefined);
  assert.equal(readConfig({ MUSTER_SMTP_URL: url, MUSTER_MAIL_FROM: " " }).mail, undefined);
  assert.deepEqual(readConfig({ MUSTER_SMTP_URL: url, MUSTER_MAIL_FROM: "m@oak.example.org" }).mail, {
    url,
    from: "m@oak.example.org",
  });
});
