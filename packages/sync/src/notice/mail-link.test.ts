import assert from "node:assert/strict";
import { test } from "node:test";
import { mailLink } from "./mail-link.ts";
import { startMailServer } from "./test-mail-server.ts";

test("somebody who is invited gets their link by mail, and nothing a district calls itself can add a header", async () => {
  const server = await startMailServer();
  try {
    await mailLink(
      { url: server.url, from: "Muster <muster@oak.example.org>" },
      {
        ...{ to: "vera@office.example.org", by: "Olga", operatorId: 3, isInvitation: true },
        district: { districtId: 1, name: "Oak\r\nBcc: all@oak.example.org" },
        ...{ url: "https://muster.oak.example.org/link#1.secret", at: new Date("2026-09-01T03:00:00Z") },
      },
    );
    const [mail] = server.mails;
    assert.equal(mail?.to, "vera@office.example.org");
    assert.equal(mail?.subject, "[Oak Bcc: all@oak.example.org] You may sign in to Muster");
    assert.match(mail?.text ?? "", /https:\/\/muster\.oak\.example\.org\/link#1\.secret/);
    assert.doesNotMatch(mail?.text ?? "", /^Bcc:/m);
  } finally {
    await server.close();
  }
});
