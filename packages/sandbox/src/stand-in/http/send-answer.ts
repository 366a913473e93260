import type { ServerResponse } from "node:http";
import { createGzip } from "node:zlib";
import type { StandInFault } from "./fault.ts";
import type { Answer } from "./route.ts";

const page =
  "<!doctype html><html><head><title>Sign in</title></head><body><form>Please sign in</form></body></html>";

/** The answer that a fault gives in place of the true one; undefined for faults that let the handler speak. */
export function answerOfFault(fault: StandInFault): Answer | undefined {
  switch (fault.kind) {
    case "status": {
      const headers = fault.retryAfter === undefined ? {} : { "retry-after": fault.retryAfter };
      if (fault.json !== undefined) return { status: fault.status, headers, json: fault.json };
      return { status: fault.status, headers, text: `status ${fault.status} on demand`, type: "text/plain" };
    }
    case "html":
      return { status: 200, text: page, type: "text/html; charset=utf-8" };
    case "body":
      return { status: 200, json: fault.json };
    case "redirect":
      return { status: fault.status ?? 302, headers: { location: fault.to } };
    default:
      return undefined;
  }
}

/** Bytes and type of an answer. */
function bodyOf(answer: Answer): { readonly bytes: Buffer; readonly type: string | undefined } {
  if (answer.json !== undefined)
    return { bytes: Buffer.from(JSON.stringify(answer.json), "utf8"), type: "application/json" };
  return { bytes: Buffer.from(answer.text ?? "", "utf8"), type: answer.type };
}

/** Sends an answer, whole or as broken as the faults say. Tells how many bytes of body were handed over. */
export function sendAnswer(
  response: ServerResponse,
  answer: Answer,
  faults: readonly StandInFault[],
): number {
  const { bytes, type } = bodyOf(answer);
  const isCut = faults.some(({ kind }) => kind === "truncated");
  const isReset = faults.some(({ kind }) => kind === "reset");
  const isHanging = faults.some((fault) => fault.kind === "hang" && fault.half === true);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  const whole = isCut ? half : bytes;
  response.writeHead(answer.status, {
    ...(type === undefined ? {} : { "content-type": type }),
    "content-length": String(whole.length),
    ...answer.headers,
  });
  if (!isReset && !isHanging) {
    response.end(whole);
    return whole.length;
  }
  response.write(half, () => {
    if (isReset) response.socket?.resetAndDestroy();
  });
  return half.length;
}

const chunk = Buffer.alloc(64 * 1024, " ");

/** Sends blanks inside a JSON object until the client leaves, never faster than the client reads. */
export function sendEndless(response: ServerResponse, encoding: "gzip" | undefined): void {
  response.writeHead(200, {
    "content-type": "application/json",
    ...(encoding === undefined ? {} : { "content-encoding": encoding }),
  });
  const sink = encoding === undefined ? response : createGzip();
  if (sink !== response) sink.pipe(response);
  let isOver = false;
  response.on("close", () => {
    isOver = true;
    if (sink !== response) sink.destroy();
  });
  sink.on("error", () => {
    isOver = true;
  });
  function pour(): void {
    while (!isOver && sink.write(chunk));
    if (!isOver) sink.once("drain", pour);
  }
  sink.write("{");
  pour();
}
