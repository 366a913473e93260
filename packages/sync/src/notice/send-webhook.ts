import { request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { Fault } from "../fault.ts";
import { type GuardedHost, guardHost } from "../source/network/guard-host.ts";
import { signWebhook } from "./sign-webhook.ts";

/** A notice for a program. */
export interface WebhookCall {
  readonly url: string;
  readonly secret: string;
  /** The same at every attempt: a receiver that has seen it takes it for done. */
  readonly noticeId: string;
  readonly body: string;
  readonly at: Date;
}

export interface WebhookManner {
  readonly allowsPrivateHosts: boolean;
  /** From the first byte to the last, in ms. */
  readonly limitMs: number;
}

/** Long enough for a receiver that thinks, short enough for those that wait behind it. */
export const webhookLimitMs = 30_000;

/**
 * Posts one notice, signed, to a checked address. Nothing is followed and no answer is read but its status: what leads
 * elsewhere or inside our own network is refused (security 4.5, rows 69 and 79).
 *
 * @throws Fault `webhook.*`
 */
export async function sendWebhook(call: WebhookCall, manner: WebhookManner): Promise<void> {
  const url = new URL(call.url);
  const signal = AbortSignal.timeout(manner.limitMs);
  const to = await checked(url, manner.allowsPrivateHosts, signal);
  const status = await post(url, to, call, signal).catch((error: unknown) => {
    // What Node says may hold the address, which is a secret.
    if (error instanceof Error) throw unreachable(to.host);
    throw error;
  });
  if (status >= 200 && status < 300) return;
  const facts = { host: to.host, status };
  if (status >= 300 && status < 400)
    throw new Fault("webhook.redirect.refused", "later", "the receiver sends us elsewhere", facts);
  if (status === 410)
    throw new Fault("webhook.receiver.gone", "never", "the receiver is gone for good", facts);
  throw new Fault("webhook.answer.refused", "later", "the receiver does not take it", facts);
}

async function checked(url: URL, allowsPrivateHosts: boolean, signal: AbortSignal): Promise<GuardedHost> {
  if (url.protocol !== "https:" && !allowsPrivateHosts)
    throw new Fault("webhook.address.refused", "later", "a webhook must be https", { reason: "not-https" });
  try {
    return await guardHost(url.hostname, { allowsPrivateHosts, signal });
  } catch (error) {
    if (!(error instanceof Fault)) throw unreachable(url.hostname);
    if (error.code === "source.host.private" || error.code === "source.address.invalid")
      throw new Fault("webhook.address.refused", "later", "a webhook may not lead into a private network", {
        reason: "private",
      });
    throw unreachable(url.hostname);
  }
}

function unreachable(host: string): Fault {
  return new Fault("webhook.receiver.unreachable", "later", "the receiver cannot be reached", { host });
}

function post(url: URL, to: GuardedHost, call: WebhookCall, signal: AbortSignal): Promise<number> {
  const { body, secret, noticeId, at } = call;
  const open = url.protocol === "https:" ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = open({
      ...{ method: "POST", host: to.host, path: `${url.pathname}${url.search}`, signal, agent: false },
      port: url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port),
      lookup: to.lookup,
      headers: {
        ...{ host: url.host, "content-type": "application/json", "user-agent": "Muster" },
        "content-length": Buffer.byteLength(body),
        ...{ "muster-notice": noticeId, "muster-signature": signWebhook(secret, at, body) },
      },
    });
    request.on("error", reject);
    request.on("response", (response) => {
      // The status says all; whatever else is sent is not read.
      response.on("error", () => undefined);
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    request.end(body);
  });
}
