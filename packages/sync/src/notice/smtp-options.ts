import type { SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";
import { Fault } from "../fault.ts";

/** How the mail server is reached, and as whom. */
export interface SmtpOptions {
  readonly connection: SMTPConnectionOptions;
  /** Undefined: the server asks for no sign-in. */
  readonly signIn: { readonly user: string; readonly pass: string } | undefined;
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Reads `smtp://user:password@host:587`. A password is never sent in the open: with a sign-in the connection must be
 * encrypted, by `smtps://` or by STARTTLS, unless the server is this machine itself.
 *
 * @throws Fault `mail.settings.invalid`, without a word of what was written: it may hold a password
 */
export function readSmtpUrl(written: string): SmtpOptions {
  const url = URL.parse(written.trim());
  if (url === null || (url.protocol !== "smtp:" && url.protocol !== "smtps:") || url.hostname === "")
    throw new Fault("mail.settings.invalid", "later", "MUSTER_SMTP_URL is no address of a mail server");
  const secure = url.protocol === "smtps:";
  const user = decodeURIComponent(url.username);
  const signIn = user === "" ? undefined : { user, pass: decodeURIComponent(url.password) };
  const isHere = loopback.has(url.hostname);
  return {
    signIn,
    connection: {
      host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
      secure,
      requireTLS: !secure && signIn !== undefined && !isHere,
      // Without a sign-in there is nothing to protect but counts: better unencrypted than unsent.
      opportunisticTLS: signIn === undefined,
      // A server on this machine has a certificate of nobody.
      ignoreTLS: isHere && !secure,
      name: "muster.local",
    },
  };
}
