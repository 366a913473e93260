import { randomUUID } from "node:crypto";
import type { NoticeKind } from "@muster/rules/report/notice/notice.ts";
import type { Session, Transaction } from "../database/database.ts";
import { giveUpAfterMs } from "./next-attempt.ts";
import { noteReached } from "./note-reached.ts";

/** A notice that this process alone may send until its claim ends. */
export interface ClaimedNotice extends Record<string, unknown> {
  readonly districtId: number;
  readonly noticeId: number;
  readonly claim: string;
  readonly recipientId: number;
  readonly recipientKind: "mail" | "webhook";
  readonly address: string;
  readonly sealed: Buffer | null;
  readonly subject: string;
  readonly generation: number;
  readonly kind: NoticeKind;
  readonly attempts: number;
  readonly createdAt: string;
  readonly message: {
    readonly subject: string;
    readonly text: string;
    readonly document: Readonly<Record<string, unknown>>;
  };
}

/** A process that has said nothing for so long is taken for dead, in ms. */
export const claimMs = 60_000;

/**
 * Takes the next notice that is due in the session's district, past those that others hold. What is told later to the
 * same recipient about the same subject waits its turn, so that nobody reads of an end before the beginning.
 */
export function claimNotice(
  session: Session,
  districtId: number,
  now: Date,
): Promise<ClaimedNotice | undefined> {
  return session.write(async (tx) => {
    await releaseDead(tx, districtId, now);
    const [claimed] = await tx.query<ClaimedNotice>(
      `update notice_outbox o
          set state = 'sending', claim = $3, attempts = o.attempts + 1, handed_over_at = null, due_at = $4
         from notice_recipient r
        where r.district_id = o.district_id and r.recipient_id = o.recipient_id and o.district_id = $1
          and o.notice_id = (
            select w.notice_id from notice_outbox w
             where w.district_id = $1 and w.state = 'waiting' and w.due_at <= $2
               and not exists (select from notice_outbox e
                                where e.district_id = $1 and e.recipient_id = w.recipient_id and e.subject = w.subject
                                  and e.notice_id < w.notice_id and e.state in ('waiting', 'sending'))
             order by w.due_at, w.notice_id limit 1 for update skip locked)
       returning o.district_id as "districtId", o.notice_id as "noticeId", o.claim, o.recipient_id as "recipientId",
                 r.kind as "recipientKind", r.address, r.sealed, o.subject, o.generation, o.kind, o.attempts,
                 o.created_at as "createdAt", o.message`,
      [districtId, now.toISOString(), randomUUID(), new Date(now.getTime() + claimMs).toISOString()],
    );
    return claimed;
  });
}

/**
 * Notices of processes that died. A program is told again, for it knows a notice by its number. A mail whose server was
 * being given it is not: it has most likely arrived, and a person cannot tell two of them apart. It is noted that nobody
 * knows; the reminder is what such a person gets.
 */
async function releaseDead(tx: Transaction, districtId: number, now: Date): Promise<void> {
  await tx.query(
    `with ended as (
       select o.notice_id, case when r.kind = 'mail' and o.handed_over_at is not null then 'unconfirmed'
                                when o.created_at < $3 then 'given_up' else 'waiting' end as state
         from notice_outbox o join notice_recipient r using (district_id, recipient_id)
        where o.district_id = $1 and o.state = 'sending' and o.due_at <= $2 for update of o skip locked)
     update notice_outbox o
        set state = ended.state, ended_at = case when ended.state <> 'waiting' then $2::timestamptz end,
            problem = case when ended.state <> 'waiting' then 'mail.answer.lost' end, claim = null, due_at = $2
       from ended where o.district_id = $1 and o.notice_id = ended.notice_id`,
    [districtId, now.toISOString(), new Date(now.getTime() - giveUpAfterMs).toISOString()],
  );
}

/** Says that the process still lives; false where the claim has gone to another. */
export async function keepClaim(tx: Transaction, notice: ClaimedNotice, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `update notice_outbox set due_at = $4
      where district_id = $1 and notice_id = $2 and claim = $3 and state = 'sending' returning 1`,
    [...idOf(notice), new Date(now.getTime() + claimMs).toISOString()],
  );
  return rows.length > 0;
}

/** Notes that the mail server asks for the message; from here on nobody but it knows whether it has it. */
export async function noteHandingOver(tx: Transaction, notice: ClaimedNotice, now: Date): Promise<boolean> {
  const rows = await tx.query(
    `update notice_outbox set handed_over_at = $4
      where district_id = $1 and notice_id = $2 and claim = $3 and state = 'sending' returning 1`,
    [...idOf(notice), now.toISOString()],
  );
  return rows.length > 0;
}

/** What came of an attempt; the recipient's own row says whether it can be reached. */
export async function settleNotice(
  tx: Transaction,
  notice: ClaimedNotice,
  end: {
    readonly state: "sent" | "waiting" | "given_up";
    readonly now: Date;
    readonly dueAt: Date | undefined;
    readonly problem: string | undefined;
  },
): Promise<void> {
  const now = end.now.toISOString();
  const [settled] = await tx.query(
    `update notice_outbox
        set state = $4, claim = null, problem = $5, due_at = $6, ended_at = $7
      where district_id = $1 and notice_id = $2 and claim = $3 and state = 'sending' returning 1`,
    [
      ...idOf(notice),
      ...[end.state, end.problem ?? null, (end.dueAt ?? end.now).toISOString()],
      end.state === "waiting" ? null : now,
    ],
  );
  // Another process has taken it over; what it meets is what counts.
  if (settled === undefined) return;
  await noteReached(tx, notice, end.problem, now);
}

/** Who was told what, and when, can be looked up for a little more than a year, in ms. */
const keepMs = 400 * 24 * 3_600_000;

/** Takes away what was told long ago. */
export async function forgetNotices(tx: Transaction, districtId: number, now: Date): Promise<void> {
  await tx.query("delete from notice_outbox where district_id = $1 and ended_at < $2", [
    ...[districtId, new Date(now.getTime() - keepMs).toISOString()],
  ]);
}

function idOf({ districtId, noticeId, claim }: ClaimedNotice): readonly unknown[] {
  return [districtId, noticeId, claim];
}
