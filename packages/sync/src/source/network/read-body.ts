import type { IncomingMessage } from "node:http";
import type { Readable, Transform } from "node:stream";
import { createBrotliDecompress, createGunzip } from "node:zlib";
import { Fault } from "../../fault.ts";
import type { Allowance } from "./allowance.ts";
import { networkFault } from "./network-fault.ts";

/** What holds a body back. */
export interface BodyBounds {
  readonly host: string;
  readonly answerBytes: number;
  readonly idleMs: number;
  readonly signal: AbortSignal;
  readonly allowance: Allowance;
}

/** The encodings of an answer that we ask for. */
export const acceptedEncodings = "gzip, br";

/**
 * Reads a body to its end: decompressed, each byte counted after decompression, so that a bomb stops at the limit
 * (I16), and given up when nothing arrives any more.
 *
 * @throws Fault `source.answer.large`, `source.answer.unreadable`, `source.transfer.cut`, `source.transfer.timeout`
 */
export async function* readBody(
  message: IncomingMessage,
  bounds: BodyBounds,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = decoded(message, bounds.host);
  let bytes = 0;
  try {
    for await (const chunk of untilIdle(stream, bounds)) {
      bytes += chunk.length;
      if (bytes > bounds.answerBytes) throw tooLarge(bounds.host, bounds.answerBytes);
      bounds.allowance.take(chunk.length, bounds.host);
      yield chunk;
    }
    // @NOTE a connection that ends before the announced length is an error of Node's; one without a length is not.
    if (!message.complete)
      throw new Fault("source.transfer.cut", "now", `${bounds.host} stopped in the middle.`, {
        host: bounds.host,
      });
  } catch (error) {
    throw bodyFault(error, bounds);
  } finally {
    stream.destroy();
    if (!message.complete) message.destroy();
  }
}

export function tooLarge(host: string, limit: number): Fault {
  return new Fault("source.answer.large", "never", `${host} sends more than we take.`, {
    host,
    of: null,
    limit,
  });
}

function decoded(message: IncomingMessage, host: string): Readable {
  const encoding = message.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return message;
  return passThrough(message, decoderOf(encoding, host));
}

function decoderOf(encoding: string, host: string): Transform {
  if (encoding === "gzip" || encoding === "x-gzip") return createGunzip();
  if (encoding === "br") return createBrotliDecompress();
  throw new Fault("source.answer.unreadable", "never", `${host} packs its answers in a way we do not know.`, {
    host,
    reason: "encoding",
  });
}

/** @NOTE `pipe` hands no failure on, and `pipeline` would end the socket that other requests still use. */
function passThrough(message: IncomingMessage, decoder: Transform): Readable {
  message.on("error", (error) => decoder.destroy(error));
  message.on("aborted", () => decoder.destroy(Object.assign(new Error("aborted"), { code: "ECONNRESET" })));
  return message.pipe(decoder);
}

/** The time of whoever reads the body does not count: only waiting does. */
async function* untilIdle(stream: Readable, bounds: BodyBounds): AsyncGenerator<Buffer, void, undefined> {
  const iterator: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  let isWaiting = false;
  const onSilence = (): void => {
    if (isWaiting) stream.destroy(silent(bounds.host, bounds.idleMs));
  };
  // @NOTE one timer a body, set back for every piece: one made for each costs more than the piece.
  const timer = setTimeout(onSilence, bounds.idleMs);
  const onAbort = (): void => void stream.destroy(asError(bounds.signal.reason));
  bounds.signal.addEventListener("abort", onAbort, { once: true });
  try {
    for (;;) {
      bounds.signal.throwIfAborted();
      bounds.allowance.assertTime(bounds.host);
      timer.refresh();
      isWaiting = true;
      const next = await iterator.next();
      isWaiting = false;
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
    bounds.signal.removeEventListener("abort", onAbort);
  }
}

/** A21: nothing arrives, and nobody says that nothing will. */
export function silent(host: string, idleMs: number): Fault {
  const facts = { host, of: null, seconds: Math.round(idleMs / 1000), reason: "silent" };
  return new Fault("source.transfer.timeout", "later", `${host} has gone silent.`, facts);
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error("aborted", { cause: reason });
}

function bodyFault(error: unknown, bounds: BodyBounds): unknown {
  if (bounds.signal.aborted) return bounds.signal.reason;
  const isPacking =
    error instanceof Error &&
    "code" in error &&
    /^(?:Z_|ERR__ERROR|ERR_BROTLI|ERR_PADDING)/.test(String(error.code));
  if (!isPacking) return networkFault(error, bounds.host);
  const facts = { host: bounds.host, reason: "packing" };
  return new Fault(
    "source.answer.unreadable",
    "later",
    `An answer of ${bounds.host} cannot be unpacked.`,
    facts,
    {
      cause: error,
    },
  );
}
