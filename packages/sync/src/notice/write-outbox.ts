import type { Notice, NoticeKind, SubjectState } from "@muster/rules/report/notice/notice.ts";
import { type WordedNotice, wordNotice } from "@muster/rules/report/notice/word-notice.ts";
import type { Reader, Transaction } from "../database/database.ts";
import { type NoticeSubject, subjectName } from "./notice-subject.ts";

/** Somebody who is to be told. */
interface Reached extends Record<string, unknown> {
  readonly recipientId: number;
  readonly kind: "mail" | "webhook";
}

/**
 * Writes a notice down, once for each recipient who wants its kind. A row that is there already stays as it is: the key
 * of the table keeps a cause from being told twice in one episode.
 */
export async function writeOutbox(
  tx: Transaction,
  subject: NoticeSubject,
  notice: Notice,
  when: { readonly at: string; readonly openedAt: string },
): Promise<void> {
  await writeFor(
    tx,
    subject,
    notice,
    when,
    notice.kind === "recovered"
      ? await whoWasTold(tx, subject, notice.generation, when.at)
      : await whoWants(tx, subject.districtId, notice.kind),
  );
}

/**
 * Whoever may have missed the first word on a trouble, because the process died while the mail server was given it, gets
 * the reminder as soon as the trouble shows again, and not days later.
 */
export async function tellAgain(
  tx: Transaction,
  subject: NoticeSubject,
  { generation, episode }: SubjectState,
  when: { readonly at: string; readonly openedAt: string },
): Promise<void> {
  const causes = (episode?.causes ?? []).filter((cause) => cause.isPresent && cause.toldAt !== null);
  if (causes.length === 0) return;
  const missed = await tx.query<Reached>(
    `select r.recipient_id as "recipientId", r.kind from notice_recipient r
      where r.district_id = $1
        and exists (select from notice_outbox o where o.district_id = $1 and o.recipient_id = r.recipient_id
                       and o.subject = $2 and o.generation = $3 and o.state = 'unconfirmed')
        and not exists (select from notice_outbox o where o.district_id = $1 and o.recipient_id = r.recipient_id
                           and o.subject = $2 and o.generation = $3 and o.kind = 'reminder')
      order by r.recipient_id`,
    [subject.districtId, subjectName(subject), generation],
  );
  await writeFor(tx, subject, { kind: "reminder", generation, causes }, when, missed);
}

async function writeFor(
  tx: Transaction,
  subject: NoticeSubject,
  notice: Notice,
  when: { readonly at: string; readonly openedAt: string },
  recipients: readonly Reached[],
): Promise<void> {
  const [first] = notice.causes;
  if (recipients.length === 0 || first === undefined) return;
  const words = await wordFor(tx, subject, notice, when, recipients);
  await tx.query(
    `with number as (
       insert into counter as c (district_id, name, value) values ($1, 'notice', $2)
       on conflict (district_id, name) do update set value = c.value + $2 returning value)
     insert into notice_outbox (district_id, notice_id, recipient_id, subject, cause, kind, generation, message, state,
                                created_at, due_at)
     select $1, value - $2 + told.ordinal, told.recipient_id, $3, $4, $5, $6, told.message, 'waiting', $7, $7
       from number, unnest($8::integer[], $9::jsonb[]) with ordinality as told (recipient_id, message, ordinal)
     on conflict (district_id, subject, cause, recipient_id, kind, generation) do nothing`,
    [
      ...[subject.districtId, recipients.length, subjectName(subject), first.key, notice.kind],
      ...[notice.generation, when.at, recipients.map(({ recipientId }) => recipientId)],
      recipients.map((recipient) => JSON.stringify(words(recipient))),
    ],
  );
}

function whoWants(tx: Reader, districtId: number, kind: NoticeKind): Promise<Reached[]> {
  return tx.query<Reached>(
    `select recipient_id as "recipientId", kind from notice_recipient
      where district_id = $1 and (kinds = '{}' or $2 = any (kinds)) order by recipient_id`,
    [districtId, kind],
  );
}

/**
 * Whoever was told of the trouble hears of its end. What was still waiting to be sent is not sent any more, and who has
 * had nothing of this episode is not told that it is over.
 */
async function whoWasTold(
  tx: Transaction,
  subject: NoticeSubject,
  generation: number,
  at: string,
): Promise<Reached[]> {
  const episode = [subject.districtId, subjectName(subject), generation];
  await tx.query(
    `update notice_outbox set state = 'outdated', ended_at = $4
      where district_id = $1 and subject = $2 and generation = $3 and state = 'waiting'`,
    [...episode, at],
  );
  return tx.query<Reached>(
    `select r.recipient_id as "recipientId", r.kind from notice_recipient r
      where r.district_id = $1 and (r.kinds = '{}' or 'recovered' = any (r.kinds))
        and exists (select from notice_outbox o
                     where o.district_id = $1 and o.recipient_id = r.recipient_id and o.subject = $2
                       and o.generation = $3 and o.state in ('sending', 'sent', 'unconfirmed'))
      order by r.recipient_id`,
    episode,
  );
}

async function wordFor(
  tx: Reader,
  { districtId, sourceId }: NoticeSubject,
  notice: Notice,
  when: { readonly at: string; readonly openedAt: string },
  recipients: readonly Reached[],
): Promise<(recipient: Reached) => WordedNotice> {
  const [names] = await tx.query<{ district: string; source: string | null }>(
    `select d.name as district, s.name as source from district d
       left join source s on s.district_id = d.district_id and s.source_id = $2 where d.district_id = $1`,
    [districtId, sourceId ?? null],
  );
  const source = sourceId === undefined ? undefined : { id: sourceId, name: names?.source ?? "" };
  const count = (kind: Reached["kind"], but: Reached): number =>
    recipients.filter((one) => one.kind === kind && one !== but).length;
  return (recipient) =>
    wordNotice({
      ...{ kind: notice.kind, causes: notice.causes, source, ...when },
      district: { id: districtId, name: names?.district ?? "" },
      others: { people: count("mail", recipient), programs: count("webhook", recipient) },
    });
}
