import { createHmac, timingSafeEqual } from "node:crypto";

/** How old a signed notice may be when it arrives, in seconds; a receiver refuses older ones, for they may be replayed. */
export const replaySeconds = 300;

/**
 * The value of the header `muster-signature`: `t=<seconds since 1970>,v1=<hex>`, where v1 is HMAC-SHA256 under the
 * webhook's secret over the seconds, a full stop and the body as it was sent.
 */
export function signWebhook(secret: string, at: Date, body: string): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds},v1=${digest(secret, seconds, body).toString("hex")}`;
}

/** What a receiver does: true where the signature is of this body, under this secret, and not too old. */
export function isSignedWebhook(secret: string, header: string, body: string, now: Date): boolean {
  const found = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header);
  if (found === null) return false;
  const seconds = Number(found[1]);
  const given = Buffer.from(found[2] ?? "", "hex");
  const isFresh = Math.abs(now.getTime() / 1000 - seconds) <= replaySeconds;
  return isFresh && timingSafeEqual(given, digest(secret, seconds, body));
}

function digest(secret: string, seconds: number, body: string): Buffer {
  return createHmac("sha256", secret).update(`${seconds}.${body}`).digest();
}
