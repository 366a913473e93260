import assert from "node:assert/strict";
import { test } from "node:test";
import { smallRoster } from "../run/test-district.ts";
import { withNoticedDistrict } from "../run/test-noticed-district.ts";
import { noteRefusedUpload } from "./note-refused-upload.ts";

test("an upload that the drop has no room for is told once, and only new files end it", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync, deliver }) => {
    const { db, districtId, sourceId } = district;
    await tell("mail", "kim@oak.example.org");
    await sync(smallRoster);
    const refuse = (): Promise<void> =>
      db.session(districtId, (session) =>
        session.write((tx) => noteRefusedUpload(tx, { districtId, sourceId }, world.now().toISOString())),
      );
    await refuse();
    await refuse();
    await deliver();
    assert.deepEqual(
      mail.mails.map(({ subject }) => subject),
      ["[Test Schools] Files not accepted, nothing changed"],
    );
    assert.match(mail.mails[0]?.text ?? "", /has no room for it/);
    // Every night the files of before are found again.
    assert.equal(await sync(smallRoster), "no_changes");
    await refuse();
    await deliver();
    assert.equal(mail.mails.length, 1);
    await sync({ ...smallRoster, classes: smallRoster.classes.map((cls) => ({ ...cls, location: "12" })) });
    await deliver();
    assert.match(mail.mails[1]?.subject ?? "", /in order again/);
  });
});
