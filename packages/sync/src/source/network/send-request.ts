import {
  type ClientRequest,
  type IncomingMessage,
  Agent as PlainAgent,
  request as plainRequest,
} from "node:http";
import { Agent as SecureAgent, request as secureRequest } from "node:https";
import { TLSSocket } from "node:tls";
import type { GuardedHost } from "./guard-host.ts";
import { networkFault, type SeenCertificate } from "./network-fault.ts";
import { acceptedEncodings, silent } from "./read-body.ts";

/** Sockets that are kept between two requests, so that a page costs no new handshake. */
export interface Agents {
  readonly plain: PlainAgent;
  readonly secure: SecureAgent;
}

/** @NOTE agents of our own: the global one may be told to use a proxy by the environment, past the guard. */
export function openAgents(): Agents {
  const options = { keepAlive: true, maxSockets: 8, autoSelectFamily: true };
  return { plain: new PlainAgent(options), secure: new SecureAgent({ ...options, minVersion: "TLSv1.2" }) };
}

export interface Sending {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
  readonly to: GuardedHost;
  readonly agents: Agents;
  readonly idleMs: number;
  readonly signal: AbortSignal;
  /** Called once all of it is on its way. */
  readonly onSent: (() => void) | undefined;
}

/**
 * Sends one request to a checked address and waits for the headers of the answer. Nothing is followed, nothing is
 * remembered, nothing is sent that was not given.
 *
 * @throws Fault `source.host.unreachable`, `source.tls.refused`, `source.transfer.cut`, `source.transfer.timeout`
 */
export async function sendRequest(sending: Sending): Promise<IncomingMessage> {
  const { signal, to, idleMs } = sending;
  signal.throwIfAborted();
  const request = open(sending);
  const seen = watchCertificate(request);
  const onAbort = (): void => void request.destroy(new Error("aborted"));
  signal.addEventListener("abort", onAbort, { once: true });
  const timer = setTimeout(() => request.destroy(silent(to.host, idleMs)), idleMs);
  try {
    return await new Promise<IncomingMessage>((resolve, reject) => {
      request.once("response", resolve);
      if (sending.onSent !== undefined) request.once("finish", sending.onSent);
      // It stays: a socket may fail once more while it is destroyed.
      request.on("error", reject);
      request.end(sending.body);
    });
  } catch (error) {
    signal.throwIfAborted();
    throw networkFault(error, to.host, seen());
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
  }
}

function open({ url, method, headers, body, to, agents }: Sending): ClientRequest {
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const options = {
    method,
    headers: {
      "user-agent": "Muster",
      ...lowerNames(headers),
      "accept-encoding": acceptedEncodings,
      ...length,
    },
    host: to.host,
    path: `${url.pathname}${url.search}`,
    lookup: to.lookup,
  };
  if (url.protocol === "http:")
    return plainRequest({ ...options, port: url.port === "" ? 80 : Number(url.port), agent: agents.plain });
  return secureRequest({ ...options, port: url.port === "" ? 443 : Number(url.port), agent: agents.secure });
}

function lowerNames(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/**
 * Notes the dates of the server's certificate before it is judged: when it is refused, the socket is gone with them.
 *
 * @NOTE `secure` comes right after the handshake and before Node's own listener, which destroys a refused socket.
 */
function watchCertificate(request: ClientRequest): () => SeenCertificate | undefined {
  let seen: SeenCertificate | undefined;
  request.once("socket", (socket) => {
    if (!(socket instanceof TLSSocket)) return;
    socket.prependOnceListener("secure", () => {
      const { valid_from: from, valid_to: to } = socket.getPeerCertificate();
      seen = { validFrom: isoDate(from), validTo: isoDate(to) };
    });
  });
  return () => seen;
}

function isoDate(text: string | undefined): string | undefined {
  const at = Date.parse(text ?? "");
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
