import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import { Fault } from "../fault.ts";
import type { BuiltMail } from "./send-mail.ts";

/** A notice as a mail. */
export interface NoticeMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
  /** The same at every attempt, and of no other mail: what receives it twice can tell. */
  readonly identity: readonly (string | number)[];
  /** The same for all mails of one episode, which a reader then shows together. */
  readonly thread: readonly (string | number)[];
}

/**
 * Builds plain text with the headers of an automatic mail (RFC 3834): nobody's holiday answers it.
 *
 * @throws Fault `mail.settings.invalid` for a MUSTER_MAIL_FROM that is no address
 */
export async function buildMail(mail: NoticeMail): Promise<BuiltMail> {
  const { from, to, subject, text, at } = mail;
  const domain = /@([a-z0-9.-]+)>?\s*$/i.exec(from)?.[1];
  if (domain === undefined)
    throw new Fault("mail.settings.invalid", "later", "MUSTER_MAIL_FROM is no mail address");
  const node = new MailComposer({
    ...{ from, to: { name: "", address: to }, subject, text, date: at },
    messageId: `<${digest(mail.identity)}@${domain}>`,
    references: [`<${digest(mail.thread)}@${domain}>`],
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  }).compile();
  return { envelope: node.getEnvelope(), bytes: await node.build() };
}

function digest(words: readonly (string | number)[]): string {
  return createHash("sha256").update(JSON.stringify(words)).digest("hex").slice(0, 32);
}
