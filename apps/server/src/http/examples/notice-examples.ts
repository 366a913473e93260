import { addRecipient } from "@muster/sync/directory/notice-recipients.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import type { ExamplesOf } from "./route-example.ts";

export const noticeExamples: ExamplesOf<"notice"> = {
  listRecipients: {},
  addRecipient: { body: async () => ({ kind: "mail", address: newAddress() }) },
  removeRecipient: { params: async (of) => ({ recipient: await newRecipient(of) }) },
  tryRecipient: { params: async (of) => ({ recipient: await newRecipient(of) }) },
};

let made = 0;

function newAddress(): string {
  made += 1;
  return `office-${made}@oak.example.org`;
}

/** Each row of the matrix has one of its own. */
async function newRecipient({ db, world, districtId }: TestDistrict): Promise<number> {
  const added = await addRecipient(db, world.keys, {
    ...{ districtId, kind: "mail", address: newAddress(), kinds: [], operator: "test" },
    ...{ at: "2026-09-01T00:00:00Z", allowsPrivateHosts: false },
  });
  return added.recipientId;
}
