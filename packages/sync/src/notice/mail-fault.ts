import { Fault, type FaultFacts, type Retry } from "../fault.ts";
import { isEncryptionTrouble } from "../source/network/network-fault.ts";

/** What the library tells of an error beside its text, which may repeat an address or what the server said. */
interface MailError extends Error {
  readonly code?: unknown;
  /** What Node called it, where the library's own code says less: a certificate's trouble is one of the socket to it. */
  readonly originalCode?: unknown;
  readonly responseCode?: unknown;
  readonly command?: unknown;
}

type MailTrouble = readonly [code: string, retry: Retry, text: string];

const unreachable: MailTrouble = ["mail.server.unreachable", "later", "the mail server cannot be reached"];
const busy: MailTrouble = ["mail.server.busy", "later", "the mail server asks us to come back"];
const lost: MailTrouble = [
  "mail.answer.lost",
  "later",
  "the mail server was given the message and said nothing",
];
const refusedSignIn: MailTrouble = ["mail.sign-in.refused", "later", "the mail server refuses our sign-in"];
const refusedTls: MailTrouble = [
  "mail.tls.refused",
  "later",
  "the mail server's encryption cannot be trusted",
];
const refusedSender: MailTrouble = ["mail.sender.refused", "later", "the mail server does not send for us"];
const refusedAddress: MailTrouble = ["mail.address.refused", "never", "there is no such mail address"];
const refusedMessage: MailTrouble = ["mail.message.refused", "never", "the mail server refuses the message"];

/**
 * Turns what went wrong with a mail into a fault. The library's error is kept neither as text nor as cause: it may
 * repeat the address, the sign-in, and what the server said.
 *
 * @param isHandedOver whether the server was being given the message
 */
export function mailFault(error: unknown, isHandedOver: boolean): Error {
  if (error instanceof Fault) return error;
  if (!(error instanceof Error)) return new Error("something that is no error was thrown");
  const { code: stepCode, responseCode, command, originalCode }: MailError = error;
  const isEncryption = typeof originalCode === "string" && isEncryptionTrouble(originalCode);
  const code = isEncryption ? "ETLS" : stepCode;
  const status = typeof responseCode === "number" ? responseCode : 0;
  const [name, retry, text] = troubleOf(code, status, command) ?? (isHandedOver ? lost : unreachable);
  const facts: FaultFacts = { status };
  return new Fault(name, retry, `${text}.`, facts);
}

/** By what the library and the protocol call it, never by its words. */
function troubleOf(code: unknown, status: number, command: unknown): MailTrouble | undefined {
  if (code === "EAUTH" || code === "ENOAUTH") return status >= 400 && status < 500 ? busy : refusedSignIn;
  if (code === "ETLS" || code === "EREQUIRETLS") return refusedTls;
  if (status >= 400 && status < 500) return busy;
  if (code === "EMESSAGE" && status >= 500) return refusedMessage;
  if (code !== "EENVELOPE") return undefined;
  if (command === "RCPT TO") return refusedAddress;
  return status >= 500 ? refusedSender : undefined;
}
