import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import type { FileAnswer } from "./answer.ts";

/**
 * What happens now and then while events are sent. A sign of life this often keeps proxies from closing a quiet stream.
 */
export interface Beat {
  readonly everyMs: number;
  readonly onBeat: () => void;
}

/** Server-sent events: one `data:` a value, until they end or whoever asked has gone. */
export async function sendEvents(
  reply: FastifyReply,
  events: AsyncIterable<unknown>,
  gone: AbortSignal,
  { everyMs, onBeat }: Beat,
): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
  const beat = setInterval(() => {
    raw.write(": \n\n");
    onBeat();
  }, everyMs);
  try {
    for await (const event of events) {
      if (gone.aborted) return;
      raw.write(`data: ${JSON.stringify(event)}\n\n`);
    }
  } catch {
    // The stream ends; the page asks again and is told then what is wrong.
  } finally {
    clearInterval(beat);
    raw.end();
  }
}

/** A file that a browser keeps; it is made while it is sent. */
export function sendFile(reply: FastifyReply, given: unknown): FastifyReply {
  const { name, chunks } = given as FileAnswer;
  return reply
    .header("content-type", "text/csv; charset=utf-8")
    .header("content-disposition", `attachment; filename="${name.replaceAll(/[^\w.-]/g, "_")}"`)
    .header("cache-control", "no-store")
    .send(Readable.from(chunks));
}
