import { type WebhookSecrets, webhookPlace } from "../directory/notice-recipients.ts";
import { Fault } from "../fault.ts";
import { buildMail } from "./build-mail.ts";
import type { ClaimedNotice } from "./claim-notice.ts";
import type { NoticeWorld } from "./notice-world.ts";
import { sendMail } from "./send-mail.ts";
import { sendWebhook, webhookLimitMs } from "./send-webhook.ts";

/** What is sent, and where to. */
export type SentNotice = Omit<Pick<ClaimedNotice, SentField>, "noticeId"> & {
  readonly noticeId: number | string;
};
type SentField =
  | ("districtId" | "noticeId" | "recipientId" | "recipientKind" | "address" | "sealed")
  | ("subject" | "generation" | "createdAt" | "message");

/**
 * Sends one notice the way its recipient wants it, and returns when the other side has taken it.
 *
 * @param onHandingOver called before a mail server is given the message
 * @throws Fault `mail.*`, `webhook.*`, `keys.secret.damaged`
 */
export async function sendNotice(
  world: NoticeWorld,
  notice: SentNotice,
  onHandingOver: () => Promise<void>,
): Promise<void> {
  switch (notice.recipientKind) {
    case "mail":
      return mailNotice(world, notice, onHandingOver);
    case "webhook":
      return postNotice(world, notice);
    default:
      return notice.recipientKind satisfies never;
  }
}

async function mailNotice(
  { mail }: NoticeWorld,
  notice: SentNotice,
  onHandingOver: () => Promise<void>,
): Promise<void> {
  if (mail === undefined)
    throw new Fault("mail.server.unset", "later", "this installation has no mail server", {});
  const { districtId, noticeId, createdAt, subject, generation, message, address } = notice;
  const built = await buildMail({
    ...{ from: mail.from, to: address, subject: message.subject, text: message.text },
    at: new Date(createdAt),
    identity: [districtId, noticeId, createdAt],
    thread: [districtId, subject, generation, address],
  });
  await sendMail(mail.url, built, onHandingOver);
}

async function postNotice(world: NoticeWorld, notice: SentNotice): Promise<void> {
  const { districtId, noticeId, recipientId, sealed, message } = notice;
  if (sealed === null) throw new Error("a webhook has an address");
  const opened = world.keys.openSecret(districtId, webhookPlace(recipientId), sealed);
  // Sealed by us, in this form.
  const { url, secret } = JSON.parse(opened) as WebhookSecrets;
  const id = `${districtId}-${noticeId}`;
  await sendWebhook(
    { url, secret, noticeId: id, body: JSON.stringify({ id, ...message.document }), at: world.now() },
    { allowsPrivateHosts: world.allowsPrivateHosts, limitMs: webhookLimitMs },
  );
}
