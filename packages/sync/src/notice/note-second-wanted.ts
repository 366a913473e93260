import { type SecondWanted, secondCause } from "@muster/rules/report/notice/second-cause.ts";
import type { Transaction } from "../database/database.ts";
import { noteHappening } from "./note-happening.ts";
import { type NoticeSubject, readNoticeSettings } from "./notice-subject.ts";

/**
 * Notes that the first of two people has approved something of a plan. Called in the transaction that keeps the word:
 * no run ends with it that could say so.
 *
 * @param at when the word was given, ISO 8601
 */
export async function noteSecondWanted(
  tx: Transaction,
  subject: NoticeSubject,
  wanted: SecondWanted,
  at: string,
): Promise<void> {
  const { policy } = await readNoticeSettings(tx, subject.districtId);
  await noteHappening(tx, subject, policy, () => ({ at, adds: [secondCause(wanted)], settles: [] }));
}

/** Notes that a person has declined a plan: it waits for nobody any more. */
export async function noteDeclined(tx: Transaction, subject: NoticeSubject, at: string): Promise<void> {
  const { policy } = await readNoticeSettings(tx, subject.districtId);
  await noteHappening(tx, subject, policy, () => ({ at, adds: [], settles: ["held", "second"] }));
}
