import { addRecipient } from "../directory/notice-recipients.ts";
import { Fault, type Retry } from "../fault.ts";
import { type Roster, smallRoster, type TestDistrict, withTestDistrict } from "../run/test-district.ts";
import { withRun } from "../run/with-run.ts";
import { deliverNotices } from "./deliver-notices.ts";
import { noteOutcome } from "./note-outcome.ts";
import type { NoticeWorld } from "./notice-world.ts";
import { startMailServer, type TestMailServer } from "./test-mail-server.ts";
import { startReceiver, type TestReceiver } from "./test-receiver.ts";

/** A district with a mail server and a receiver of webhooks beside it. */
export interface NoticedDistrict {
  readonly district: TestDistrict;
  readonly mail: TestMailServer;
  readonly receiver: TestReceiver;
  readonly world: NoticeWorld;
  readonly tell: (kind: "mail" | "webhook", address: string, kinds?: readonly string[]) => Promise<number>;
  /** Syncs, and notes how it ended. */
  readonly sync: (roster: Roster) => Promise<string>;
  /** A run that fails, and what is noted of it. */
  readonly fail: (code: string, retry: Retry) => Promise<void>;
  readonly deliver: () => Promise<unknown>;
  readonly rows: (sql: string) => Promise<Record<string, unknown>[]>;
}

export async function withNoticedDistrict(work: (noticed: NoticedDistrict) => Promise<void>): Promise<void> {
  const mail = await startMailServer();
  const receiver = await startReceiver();
  try {
    await withTestDistrict((district) => work(noticedDistrict(district, mail, receiver)));
  } finally {
    await mail.close();
    await receiver.close();
  }
}

function noticedDistrict(
  district: TestDistrict,
  mail: TestMailServer,
  receiver: TestReceiver,
): NoticedDistrict {
  const { db, districtId, sourceId, world: runWorld } = district;
  const { keys, now } = runWorld;
  const signal = new AbortController().signal;
  const from = "Muster <muster@oak.example.org>";
  const world: NoticeWorld = {
    db,
    keys,
    now,
    signal,
    allowsPrivateHosts: true,
    mail: { url: mail.url, from },
  };
  const at = (): string => now().toISOString();
  const note = (runId: number): Promise<void> =>
    db.session(districtId, (session) => session.write((tx) => noteOutcome(tx, { districtId, runId }, at())));
  return {
    ...{ district, mail, receiver, world },
    tell: async (kind, address, kinds = []) => {
      const more = { kinds, operator: "kim", at: at(), allowsPrivateHosts: true };
      return (await addRecipient(db, keys, { districtId, kind, address, ...more })).recipientId;
    },
    sync: async (roster) => {
      const result = await district.sync(roster);
      await note(result.run);
      return result.outcome;
    },
    fail: async (code, retry) => {
      let runId = 0;
      const start = { districtId, sourceId, kind: "sync", operator: "nightly" } as const;
      await withRun(runWorld, start, (_, run) => {
        runId = run.runId;
        return Promise.reject(new Fault(code, retry, "the test says so", { host: "sis.example.org" }));
      }).catch(() => undefined);
      await note(runId);
    },
    deliver: () => deliverNotices(world, districtId),
    rows: (sql) => db.session(districtId, (session) => session.read((tx) => tx.query(sql, [districtId]))),
  };
}

/** Monday's roster with an enrollments.csv that lists nobody: the whole plan is held. */
export const withoutRows: Roster = { ...smallRoster, enrollments: [] };
