import { deadLetterCause, type EndedFault } from "@muster/rules/report/notice/fault-cause.ts";
import type { Transaction } from "../database/database.ts";
import { noteHappening } from "./note-happening.ts";
import { readNoticeSettings } from "./notice-subject.ts";

/** A piece of work that was tried for the last time. */
export interface GivenUp {
  readonly districtId: number;
  readonly sourceId: number | undefined;
  /** Why the last attempt failed. */
  readonly fault: EndedFault;
  readonly attempts: number;
}

/** Notes that nobody tries again before the next scheduled time; in the transaction that puts the work aside: the queue's `onDead`. */
export async function noteDeadLetter(tx: Transaction, givenUp: GivenUp, at: Date): Promise<void> {
  const { policy } = await readNoticeSettings(tx, givenUp.districtId);
  await noteHappening(tx, givenUp, policy, () => ({
    at: at.toISOString(),
    adds: [deadLetterCause(givenUp.fault, givenUp.attempts)],
    settles: [],
  }));
}
