import { wordLinkMail } from "@muster/rules/report/notice/word-link-mail.ts";
import { buildMail } from "./build-mail.ts";
import type { MailSettings } from "./notice-world.ts";
import { sendMail } from "./send-mail.ts";

/** A link that signs in, and whom it goes to. */
export interface MailedLink {
  readonly to: string;
  readonly district: { readonly districtId: number; readonly name: string };
  readonly operatorId: number;
  /** Who let them in. */
  readonly by: string;
  readonly url: string;
  readonly isInvitation: boolean;
  readonly at: Date;
}

/**
 * Mails a link at once and past the outbox: it holds a secret, and nothing of it may lie in the database.
 *
 * @throws Fault `mail.*`
 */
export async function mailLink(mail: MailSettings, link: MailedLink): Promise<void> {
  const { to, district, operatorId, at } = link;
  const { subject, text } = wordLinkMail({ ...link, districtName: district.name });
  const built = await buildMail({
    ...{ from: mail.from, to, subject, text, at },
    identity: [district.districtId, "link", operatorId, at.toISOString()],
    thread: [district.districtId, "link", operatorId],
  });
  await sendMail(mail.url, built, async () => undefined, { connectMs: 10_000, idleMs: 20_000 });
}
