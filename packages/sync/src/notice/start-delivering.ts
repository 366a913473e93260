import { setTimeout as sleep } from "node:timers/promises";
import type { Reader } from "../database/database.ts";
import { deliverAllNotices } from "./deliver-notices.ts";
import { noteSilence } from "./note-silence.ts";
import type { NoticeWorld } from "./notice-world.ts";

export interface DeliveringOptions {
  /** How often it is looked for what is due, in ms; 30,000 unless told. */
  readonly everyMs?: number;
  /** How often the clock is looked at, for silent sources and reminders, in ms; an hour unless told. */
  readonly silenceEveryMs?: number;
  /** Whether nothing is expected of a district now: paused, frozen, out of school. */
  readonly isQuiet: (tx: Reader, districtId: number, at: Date) => Promise<boolean>;
  /** Told what went wrong with a round; the next one follows all the same. */
  readonly onTrouble: (error: unknown) => void;
}

/** Notices on their way. */
export interface Delivering {
  /** Looks at once, as after a run of the same process has ended. */
  readonly wake: () => void;
  /** Begins no further notice, and waits for the one that is being sent. */
  readonly stop: () => Promise<void>;
}

const hourMs = 3_600_000;

/** Sends notices for as long as a process lives: the part of a worker that tells people. */
export function startDelivering(world: Omit<NoticeWorld, "signal">, options: DeliveringOptions): Delivering {
  const stopping = new AbortController();
  let alarm = new AbortController();
  let lookedAt = Number.NEGATIVE_INFINITY;
  const wake = (): void => {
    alarm.abort();
    alarm = new AbortController();
  };
  const round = async (): Promise<void> => {
    const now = world.now().getTime();
    if (now - lookedAt >= (options.silenceEveryMs ?? hourMs)) {
      lookedAt = now;
      await lookForSilence(world, options.isQuiet);
    }
    await deliverAllNotices({ ...world, signal: stopping.signal });
  };
  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const { signal } = alarm;
      await round().catch(options.onTrouble);
      if (!stopping.signal.aborted)
        await sleep(options.everyMs ?? 30_000, undefined, { signal }).catch(() => undefined);
    }
  };
  const over = loop();
  return {
    wake,
    stop: async () => {
      stopping.abort();
      wake();
      await over;
    },
  };
}

/** Looks at the clock for every district, each in a transaction of its own. */
export async function lookForSilence(
  { db, now }: Pick<NoticeWorld, "db" | "now">,
  isQuiet: DeliveringOptions["isQuiet"],
): Promise<void> {
  const districts = await db.session(undefined, (session) =>
    session.read((tx) =>
      tx.query<{ districtId: number }>(`select district_id as "districtId" from district order by 1`),
    ),
  );
  for (const { districtId } of districts)
    await db.session(districtId, (session) =>
      session.write(async (tx) => {
        const at = now();
        const district = { districtId, isQuiet: await isQuiet(tx, districtId, at) };
        await noteSilence(tx, district, at.toISOString());
      }),
    );
}
