import { Readable } from "node:stream";
import SMTPConnection, { type SMTPEnvelope } from "nodemailer/lib/smtp-connection";
import { mailFault } from "./mail-fault.ts";
import { readSmtpUrl, type SmtpOptions } from "./smtp-options.ts";

/** A mail as its bytes go over the wire, with who it is from and to. */
export interface BuiltMail {
  readonly envelope: SMTPEnvelope;
  readonly bytes: Uint8Array;
}

/** How long a mail server may be silent, in ms. */
export interface MailPatience {
  readonly connectMs: number;
  /** Between two answers; after the last byte of a message a server may look at it for minutes (RFC 5321, 4.5.3.2). */
  readonly idleMs: number;
}

export const mailPatience: MailPatience = { connectMs: 30_000, idleMs: 300_000 };

/**
 * Gives one mail to the server. It returns when the server has said that it takes care of it from there on, and only
 * then; whatever else happens is thrown.
 *
 * @param onHandingOver called once the server asks for the message and before it is given a byte of it; until then it
 *   has certainly not taken the mail
 * @throws Fault `mail.*`
 */
export async function sendMail(
  smtpUrl: string,
  mail: BuiltMail,
  onHandingOver: () => Promise<void>,
  patience: MailPatience = mailPatience,
): Promise<void> {
  const options = readSmtpUrl(smtpUrl);
  let isHandedOver = false;
  const connection = new SMTPConnection({
    ...options.connection,
    ...{ connectionTimeout: patience.connectMs, greetingTimeout: patience.connectMs },
    ...{ socketTimeout: patience.idleMs, socketCloseTimeout: 1000 },
  });
  const content = async function* (): AsyncGenerator<Uint8Array> {
    await onHandingOver();
    isHandedOver = true;
    yield mail.bytes;
  };
  try {
    await converse(connection, options, mail.envelope, () => Readable.from(content()));
  } catch (error) {
    throw mailFault(error, isHandedOver);
  }
}

/** Connects, signs in, sends, says goodbye. A connection that fails in between ends all of it. */
function converse(
  connection: SMTPConnection,
  { signIn }: SmtpOptions,
  envelope: SMTPEnvelope,
  content: () => Readable,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      // First the reason: the end that follows has none.
      reject(error);
      connection.close();
    };
    // It stays: a socket may fail once more while it is closed.
    connection.on("error", fail);
    connection.once("end", () => reject(new Error("the connection ended")));
    const send = (): void =>
      connection.send(envelope, content(), (error) => {
        if (error !== null && error !== undefined) return fail(error);
        connection.quit();
        resolve();
      });
    connection.connect((error) => {
      if (error !== null && error !== undefined) return fail(error);
      if (signIn === undefined) return send();
      connection.login({ ...signIn, credentials: signIn }, (refused) =>
        refused === null || refused === undefined ? send() : fail(refused),
      );
    });
  });
}
