import assert from "node:assert/strict";
import { test } from "node:test";
import { addRecipient } from "@muster/sync/directory/notice-recipients.ts";
import { noteOutcome } from "@muster/sync/notice/note-outcome.ts";
import { startMailServer } from "@muster/sync/notice/test-mail-server.ts";
import { smallRoster } from "@muster/sync/run/test-district.ts";
import { openTestHome } from "@muster/sync/run/test-home.ts";
import { withoutRows } from "@muster/sync/run/test-noticed-district.ts";
import { serve } from "./serve.ts";

test("a district hears what waits from a worker that is there alone", async () => {
  const home = await openTestHome();
  const mail = await startMailServer();
  try {
    const { db, districtId, world, sync } = await home.district("one");
    const at = new Date().toISOString();
    const to = { kind: "mail", address: "kim@oak.example.org", kinds: [], operator: "kim" } as const;
    await addRecipient(db, world.keys, { ...to, districtId, at, allowsPrivateHosts: true });
    await sync(smallRoster);
    const { run } = await sync(withoutRows);
    await db.session(districtId, (session) =>
      session.write((tx) => noteOutcome(tx, { districtId, runId: run }, at)),
    );
    const serving = await serve({
      ...{ home: world.home, databaseUrl: undefined, isScheduler: false, places: 1, heavyPlaces: 0 },
      startBeside: () => assert.fail("nothing large waits"),
      ...{ healthPort: undefined, drop: undefined, http: undefined, allowsPrivateHosts: true },
      mail: { url: mail.url, from: "Muster <muster@oak.example.org>" },
      ...{ log: () => undefined, onProgress: () => undefined },
    });
    try {
      for (let tries = 0; mail.mails.length === 0 && tries < 100; tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await serving.stop();
    }
    const [first] = mail.mails;
    assert.equal(first?.to, "kim@oak.example.org");
    assert.match(first?.subject ?? "", /waiting for you: 6 changes/);
  } finally {
    await mail.close();
    await home.close();
  }
});
