import { openDatabase } from "../database/database.ts";
import { openHomeKeys } from "../keys/home-keys.ts";
import { deliverNotices } from "./deliver-notices.ts";
import type { NoticePoint } from "./notice-world.ts";

/** What another process is told to do, as JSON in its first argument. */
export interface DeliverOrder {
  readonly home: string;
  readonly districtId: number;
  readonly smtpUrl: string;
  /** What its clock reads, ISO 8601. */
  readonly at: string;
  /** Where it dies, if anywhere. */
  readonly diesAt?: NoticePoint;
}

/** Delivers what is due, and dies where it is told to: SIGKILL, nobody gets to tidy up. */
async function obey({ home, districtId, smtpUrl, at, diesAt }: DeliverOrder): Promise<void> {
  const db = await openDatabase({ home });
  const { openSecret } = await openHomeKeys(home);
  const done = await deliverNotices(
    {
      ...{ db, keys: { openSecret }, now: () => new Date(at), allowsPrivateHosts: true },
      mail: { url: smtpUrl, from: "muster@oak.example.org" },
      signal: new AbortController().signal,
      onPoint: (point) => {
        if (point !== diesAt) return;
        process.kill(process.pid, "SIGKILL");
        // The signal may take a moment to arrive; nothing may happen in it.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      },
    },
    districtId,
  );
  process.stdout.write(JSON.stringify(done));
  await db.close();
}

await obey(JSON.parse(process.argv[2] ?? "{}"));
