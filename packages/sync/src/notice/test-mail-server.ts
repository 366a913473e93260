import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { TestCertificate } from "../source/network/test-certificate.ts";

/** How a mail server behaves. A test changes it while the server runs. */
export interface MailManner {
  /** What it says to a recipient, to a message, to a sign-in; accepted unless told. */
  rcpt?: string;
  message?: string;
  signIn?: string;
  /** Whether it asks for a sign-in. */
  asksSignIn?: boolean;
  /** Encrypted from the first byte, or once the client says STARTTLS; in the open unless told. */
  encryption?: { readonly certificate: TestCertificate; readonly begins: "at-once" | "on-request" };
  /** Waits before each answer, in ms. */
  slowMs?: number;
  /** Takes the whole message and ends the connection without a word, after keeping it or not. */
  drops?: "kept" | "not-kept";
}

export interface ReceivedMail {
  readonly from: string;
  readonly to: string;
  /** Headers and body, line ends as LF, quoted-printable undone. */
  readonly text: string;
  readonly messageId: string;
  readonly subject: string;
}

export interface TestMailServer {
  readonly url: string;
  readonly manner: MailManner;
  readonly mails: readonly ReceivedMail[];
  /** Every command it heard, without what came after AUTH. */
  readonly heard: readonly string[];
  readonly close: () => Promise<void>;
}

/** A mail server on loopback that speaks as much SMTP (RFC 5321) as a sender needs, on a port of its own. */
export async function startMailServer(
  manner: MailManner = {},
  port = 0,
  address = "127.0.0.1",
): Promise<TestMailServer> {
  const mails: ReceivedMail[] = [];
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => undefined);
    const { encryption } = manner;
    const isEncrypted = encryption?.begins === "at-once";
    converse(isEncrypted ? encrypted(socket, encryption.certificate) : socket, manner, heard, mails);
  });
  server.listen(port, address);
  await once(server, "listening");
  const { port: taken } = server.address() as AddressInfo;
  const scheme = manner.encryption?.begins === "at-once" ? "smtps" : "smtp";
  return {
    ...{ url: `${scheme}://${address}:${taken}`, manner, mails, heard },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

function encrypted(socket: Socket, certificate: TestCertificate): Socket {
  const inner = new TLSSocket(socket, { isServer: true, ...certificate });
  inner.on("error", () => undefined);
  return inner;
}

/** One conversation: commands are answered, what follows DATA is kept until the full stop. */
function converse(
  socket: Socket,
  manner: MailManner,
  heard: string[],
  mails: ReceivedMail[],
  isEncrypted = false,
): void {
  let left = "";
  let content: string[] | undefined;
  const mail = { from: "", to: "" };
  const say = (line: string): void => sayIn(socket, line, manner.slowMs);
  const take = (text: string): void => {
    content = undefined;
    if (manner.drops !== "not-kept" && manner.message === undefined)
      mails.push(read(mail.from, mail.to, text));
    if (manner.drops !== undefined) socket.destroy();
    else say(manner.message ?? "250 2.0.0 taken");
  };
  const command = (line: string): void => {
    const word = line.slice(0, 4).toUpperCase();
    heard.push(word === "AUTH" ? "AUTH" : line);
    noteEnvelope(mail, word, line);
    if (word === "DATA") content = [];
    if (word === "QUIT") socket.end("221 bye\r\n");
    else if (line === "STARTTLS" && manner.encryption !== undefined) {
      socket.removeAllListeners("data");
      socket.write("220 go on\r\n");
      converse(encrypted(socket, manner.encryption.certificate), manner, heard, mails, true);
    } else say(answerTo(word, manner, isEncrypted));
  };
  socket.on("data", (data) => {
    const lines = (left + data.toString("latin1")).split("\r\n");
    left = lines.pop() ?? "";
    for (const line of lines)
      if (content === undefined) command(line);
      else if (line === ".") take(content.join("\n"));
      else content.push(line.replace(/^\.\./, "."));
  });
  if (!isEncrypted) say("220 test.example.org");
}

function sayIn(socket: Socket, line: string, slowMs: number | undefined): void {
  if (slowMs === undefined) socket.write(`${line}\r\n`);
  else setTimeout(() => socket.write(`${line}\r\n`), slowMs);
}

function noteEnvelope(mail: { from: string; to: string }, word: string, line: string): void {
  if (word === "MAIL") mail.from = line.slice("MAIL FROM:".length);
  if (word === "RCPT") mail.to = line.slice("RCPT TO:".length).replace(/[<>]/g, "");
}

function answerTo(word: string, manner: MailManner, isEncrypted: boolean): string {
  const mayEncrypt = manner.encryption?.begins === "on-request" && !isEncrypted;
  switch (word) {
    case "EHLO":
      return [
        ...["250-test", ...(mayEncrypt ? ["250-STARTTLS"] : [])],
        ...(manner.asksSignIn === true ? ["250-AUTH PLAIN"] : []),
        "250 SMTPUTF8",
      ].join("\r\n");
    case "STAR":
      return "502 5.5.1 no such command";
    case "AUTH":
      return manner.signIn ?? "235 2.7.0 welcome";
    case "RCPT":
      return manner.rcpt ?? "250 2.1.5 ok";
    case "DATA":
      return "354 go on";
    default:
      return "250 2.0.0 ok";
  }
}

function read(from: string, to: string, raw: string): ReceivedMail {
  const end = raw.indexOf("\n\n");
  const headers = raw.slice(0, end).replace(/\n[ \t]+/g, " ");
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, "im").exec(headers)?.[1] ?? "";
  const isQuoted = /quoted-printable/i.test(header("Content-Transfer-Encoding"));
  const body = isQuoted
    ? Buffer.from(
        raw
          .slice(end + 2)
          .replace(/=\n/g, "")
          .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        "latin1",
      ).toString("utf8")
    : raw.slice(end + 2);
  return {
    ...{ from, to, text: `${headers}\n\n${body}` },
    ...{ messageId: header("Message-ID"), subject: header("Subject") },
  };
}
