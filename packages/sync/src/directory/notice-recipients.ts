import { randomBytes } from "node:crypto";
import type { Database, Reader, Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { HomeKeys } from "../keys/home-keys.ts";

/** Somebody, or a program, who is told of trouble. Instants are ISO 8601. */
export interface NoticeRecipient extends Record<string, unknown> {
  readonly recipientId: number;
  readonly kind: "mail" | "webhook";
  /** A mail address; of a webhook its host alone. */
  readonly address: string;
  /** Kinds of notices; none: all of them. */
  readonly kinds: readonly string[];
  readonly addedBy: string;
  readonly addedAt: string;
  /** When something was last accepted there; null: never yet, the address is not proved. */
  readonly reachedAt: string | null;
  /** Since when nothing gets through, and why. */
  readonly failingSince: string | null;
  readonly problem: string | null;
  /** Notices that wait to be sent to it, and those of which nobody knows whether they arrived. */
  readonly waiting: number;
  readonly unconfirmed: number;
}

/** The sealed part of a webhook. */
export interface WebhookSecrets {
  readonly url: string;
  /** Signs what is sent; the receiver knows it too. */
  readonly secret: string;
}

export interface NewRecipient {
  readonly districtId: number;
  readonly kind: "mail" | "webhook";
  /** A mail address, or a webhook's https address. */
  readonly address: string;
  readonly kinds: readonly string[];
  readonly operator: string;
  readonly at: string;
  /** Without it a webhook must be https: what is sent names the district and its trouble. */
  readonly allowsPrivateHosts: boolean;
}

export interface AddedRecipient {
  readonly recipientId: number;
  /** As it is shown from now on. */
  readonly address: string;
  /** The secret of a webhook: shown this once. */
  readonly secret: string | undefined;
}

/** What a webhook's secrets are sealed for; sealed for one recipient they cannot be opened for another. */
export function webhookPlace(recipientId: number): string {
  return `notice recipient ${recipientId}`;
}

/** @throws Fault `notice.address.invalid`, `notice.address.taken` */
export async function addRecipient(
  db: Database,
  keys: Pick<HomeKeys, "sealSecret">,
  recipient: NewRecipient,
): Promise<AddedRecipient> {
  const { districtId, kind } = recipient;
  const url = kind === "webhook" ? checkedUrl(recipient.address, recipient.allowsPrivateHosts) : undefined;
  const address = url === undefined ? checkedMail(recipient.address) : url.host;
  return db.session(districtId, (session) =>
    session.write(async (tx) => {
      const recipientId = await nextRecipient(tx, districtId);
      const secret = url === undefined ? undefined : `whsec_${randomBytes(32).toString("base64url")}`;
      const sealed =
        url === undefined || secret === undefined
          ? null
          : keys.sealSecret(
              ...([districtId, webhookPlace(recipientId)] as const),
              JSON.stringify({ url: url.href, secret } satisfies WebhookSecrets),
            );
      if (kind === "mail") await refuseTwice(tx, districtId, address);
      await tx.query(
        `insert into notice_recipient (district_id, recipient_id, kind, address, sealed, kinds, added_at, added_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          ...[districtId, recipientId, kind, address, sealed, recipient.kinds, recipient.at],
          recipient.operator,
        ],
      );
      return { recipientId, address, secret };
    }),
  );
}

/** Everybody who is told, in the order in which they were added. */
export async function listRecipients(db: Database, districtId: number): Promise<readonly NoticeRecipient[]> {
  return db.session(districtId, (session) =>
    session.read((tx) =>
      tx.query<NoticeRecipient>(
        `select recipient_id as "recipientId", kind, address, kinds, added_by as "addedBy", added_at as "addedAt",
                reached_at as "reachedAt", failing_since as "failingSince", problem,
                (select count(*) from notice_outbox o where o.district_id = r.district_id
                    and o.recipient_id = r.recipient_id and o.state in ('waiting', 'sending')) as waiting,
                (select count(*) from notice_outbox o where o.district_id = r.district_id
                    and o.recipient_id = r.recipient_id and o.state = 'unconfirmed') as unconfirmed
           from notice_recipient r where district_id = $1 order by recipient_id`,
        [districtId],
      ),
    ),
  );
}

/**
 * Takes a recipient away with everything that waits for it. With the last one, what is known of open trouble goes too:
 * whoever is added later is told of it as new.
 *
 * @throws Fault `notice.recipient.unknown`
 */
export async function removeRecipient(db: Database, districtId: number, recipientId: number): Promise<void> {
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      const [gone] = await tx.query(
        "delete from notice_recipient where district_id = $1 and recipient_id = $2 returning 1",
        [districtId, recipientId],
      );
      if (gone === undefined) throw unknownRecipient(recipientId);
      await tx.query(
        `update notice_subject set episode = null
          where district_id = $1 and not exists (select from notice_recipient where district_id = $1)`,
        [districtId],
      );
    }),
  );
}

export function unknownRecipient(recipientId: number): Fault {
  return new Fault("notice.recipient.unknown", "never", "there is no such recipient", {
    recipient: recipientId,
  });
}

/** Numbers are the district's own and never used twice: what is sealed for one cannot be another's. */
async function nextRecipient(tx: Transaction, districtId: number): Promise<number> {
  const [row] = await tx.query<{ value: number }>(
    `insert into counter as c (district_id, name, value) values ($1, 'notice recipient', 1)
     on conflict (district_id, name) do update set value = c.value + 1 returning value`,
    [districtId],
  );
  if (row === undefined) throw new Error("a counter answers its value");
  return row.value;
}

async function refuseTwice(tx: Reader, districtId: number, address: string): Promise<void> {
  const [taken] = await tx.query<{ recipient_id: number }>(
    "select recipient_id from notice_recipient where district_id = $1 and kind = 'mail' and lower(address) = lower($2)",
    [districtId, address],
  );
  if (taken === undefined) return;
  throw new Fault("notice.address.taken", "never", "this address is told already", {
    recipient: taken.recipient_id,
  });
}

/** One plain address, with nothing in it that a mail server could take for more than one or for a header. */
function checkedMail(written: string): string {
  const address = written.trim();
  const isOne =
    /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@(?=.{1,255}$)[^\s@<>()[\]\\,;:"\p{C}]+\.[^\s@<>()[\]\\,;:"\p{C}.]+$/u;
  if (!isOne.test(address)) throw invalidAddress("mail", "form");
  return address;
}

/** What leads into our own network is refused when something is sent, by the address it has then. */
function checkedUrl(written: string, allowsPlain: boolean): URL {
  const url = URL.parse(written.trim());
  if (url === null) throw invalidAddress("webhook", "form");
  if (url.protocol !== "https:" && !(url.protocol === "http:" && allowsPlain))
    throw invalidAddress("webhook", "https");
  if (url.username !== "" || url.password !== "") throw invalidAddress("webhook", "credentials");
  url.hash = "";
  return url;
}

/** What was typed is not repeated: it may hold a password. */
function invalidAddress(kind: NewRecipient["kind"], reason: "form" | "https" | "credentials"): Fault {
  return new Fault("notice.address.invalid", "never", "this cannot be written to", { kind, reason });
}
