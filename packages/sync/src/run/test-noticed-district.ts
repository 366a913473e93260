import { addRecipient } from "../directory/notice-recipients.ts";
import type { Fault } from "../fault.ts";
import { deliverNotices } from "../notice/deliver-notices.ts";
import { noteOutcome } from "../notice/note-outcome.ts";
import type { NoticeWorld } from "../notice/notice-world.ts";
import { startMailServer, type TestMailServer } from "../notice/test-mail-server.ts";
import { startReceiver, type TestReceiver } from "../notice/test-receiver.ts";
import { type Roster, smallRoster, type TestDistrict, withTestDistrict } from "./test-district.ts";
import { withRun } from "./with-run.ts";

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
  readonly fail: (fault: Fault) => Promise<void>;
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
  const { db, districtId, world: runWorld } = district;
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
  const note = (runId: number): Promise<void> => noteEnd(district, runId);
  return {
    ...{ district, mail, receiver, world },
    tell: async (kind, address, kinds = []) => {
      const more = { kinds, operator: "kim", at: now().toISOString(), allowsPrivateHosts: true };
      return (await addRecipient(db, keys, { districtId, kind, address, ...more })).recipientId;
    },
    sync: async (roster) => {
      const result = await district.sync(roster);
      await note(result.run);
      return result.outcome;
    },
    fail: async (fault) => note(await failRun(district, fault)),
    deliver: () => deliverNotices(world, districtId),
    rows: (sql) => db.session(districtId, (session) => session.read((tx) => tx.query(sql, [districtId]))),
  };
}

/** What ends a run notes it too; a second note of the same end tells nobody anything. */
function noteEnd({ db, districtId, world }: TestDistrict, runId: number): Promise<void> {
  return db.session(districtId, (session) =>
    session.write((tx) => noteOutcome(tx, { districtId, runId }, world.now().toISOString())),
  );
}

async function failRun({ world, districtId, sourceId }: TestDistrict, fault: Fault): Promise<number> {
  let runId = 0;
  const start = { districtId, sourceId, kind: "sync", operator: "nightly" } as const;
  await withRun(world, start, (_, run) => {
    runId = run.runId;
    return Promise.reject(fault);
  }).catch(() => undefined);
  return runId;
}

/** Monday's roster with an enrollments.csv that lists nobody: the whole plan is held. */
export const withoutRows: Roster = { ...smallRoster, enrollments: [] };
