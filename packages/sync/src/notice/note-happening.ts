import { decideNotices } from "@muster/rules/report/notice/decide-notices.ts";
import {
  type Episode,
  type Happening,
  type NoticePolicy,
  neverInTrouble,
  type SubjectState,
} from "@muster/rules/report/notice/notice.ts";
import type { Reader, Transaction } from "../database/database.ts";
import { type NoticeSubject, subjectName } from "./notice-subject.ts";
import { tellAgain, writeOutbox } from "./write-outbox.ts";

/**
 * Notes what happened to a subject and writes down what is to be told of it, both in the caller's transaction: what is
 * told has happened, and what has happened is told (reliability §3.1, rule 7). Nothing is sent here.
 *
 * Where a district names nobody to be told, nothing is noted: whoever is named later hears of what is still wrong then.
 *
 * @param happen what happened, seen from how the subject stands; undefined: nothing
 */
export async function noteHappening(
  tx: Transaction,
  subject: NoticeSubject,
  policy: NoticePolicy,
  happen: (before: SubjectState) => Happening | undefined,
): Promise<void> {
  if (!(await isAnybodyTold(tx, subject.districtId))) return;
  const before = await lockSubject(tx, subject);
  const happening = happen(before ?? neverInTrouble);
  if (happening === undefined) return;
  const { after, notices } = decideNotices(before ?? neverInTrouble, happening, policy);
  if (after !== before) await keepSubject(tx, subject, after, happening.at);
  const when = { at: happening.at, openedAt: (after.episode ?? before?.episode)?.openedAt ?? happening.at };
  for (const notice of notices) await writeOutbox(tx, subject, notice, when);
  if (notices.length === 0) await tellAgain(tx, subject, after, when);
}

export async function isAnybodyTold(tx: Reader, districtId: number): Promise<boolean> {
  const rows = await tx.query("select 1 from notice_recipient where district_id = $1 limit 1", [districtId]);
  return rows.length > 0;
}

/** How a subject was left, held until the transaction ends: two who note the same thing take turns. */
async function lockSubject(tx: Transaction, subject: NoticeSubject): Promise<SubjectState | undefined> {
  const name = subjectName(subject);
  // A row that is not there cannot be held.
  await tx.query(
    "select pg_advisory_xact_lock(hashtextextended('muster.notice ' || $1::text || ' ' || $2, 0))",
    [subject.districtId, name],
  );
  const [row] = await tx.query<{ generation: number; episode: Episode | null }>(
    "select generation, episode from notice_subject where district_id = $1 and subject = $2",
    [subject.districtId, name],
  );
  return row;
}

async function keepSubject(
  tx: Transaction,
  subject: NoticeSubject,
  { generation, episode }: SubjectState,
  at: string,
): Promise<void> {
  await tx.query(
    `insert into notice_subject (district_id, subject, generation, episode, changed_at) values ($1, $2, $3, $4, $5)
     on conflict (district_id, subject) do update
        set generation = excluded.generation, episode = excluded.episode, changed_at = excluded.changed_at`,
    [
      ...[subject.districtId, subjectName(subject), generation],
      ...[episode === null ? null : JSON.stringify(episode), at],
    ],
  );
}
