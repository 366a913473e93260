import { Fault } from "../../fault.ts";

/** An answer of a server; as much like the web's `Response` as a reader of APIs needs. */
export interface GuardedAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly headers: Headers;
  /** Bytes after decompression, within the limits, as they arrive; to be read once. */
  readonly body: AsyncIterable<Uint8Array>;
  /** The whole body. Once it was asked for it is kept, and may be asked for again, as text and as JSON too. */
  bytes(): Promise<Uint8Array>;
  /** UTF-8, whatever the server says: bytes that are not become U+FFFD. */
  text(): Promise<string>;
  /** @throws Fault `source.answer.unreadable` for whatever is not JSON: a page of HTML with status 200, a truncated one (I09) */
  json(): Promise<unknown>;
}

/** Dresses a status, headers and a body as an answer. `host` is what faults name. */
export function guardedAnswer(
  host: string,
  status: number,
  headers: Headers,
  body: AsyncIterable<Uint8Array>,
): GuardedAnswer {
  let read: Promise<Buffer> | undefined;
  const bytes = (): Promise<Buffer> => {
    read ??= readAll();
    return read;
  };
  const readAll = async (): Promise<Buffer> => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    const [only] = chunks;
    return chunks.length === 1 && only !== undefined ? asBuffer(only) : Buffer.concat(chunks);
  };
  const text = async (): Promise<string> => new TextDecoder().decode(await bytes());
  return {
    status,
    ok: status >= 200 && status < 300,
    headers,
    body,
    bytes,
    text,
    json: async () => parseJson(host, status, headers, await text()),
  };
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/**
 * @NOTE an error of the parser quotes what it met, and that may be a child: it is neither repeated nor kept as a
 * cause. What is told is the kind of answer.
 */
function parseJson(host: string, status: number, headers: Headers, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const type = headers.get("content-type")?.replace(/;.*$/, "").trim().toLowerCase() ?? "";
    const contentType = /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type.slice(0, 60) : "";
    const facts = { host, reason: whyNotJson(type, text), status, contentType, characters: text.length };
    throw new Fault("source.answer.unreadable", "later", `${host} gave an answer that is not JSON.`, facts);
  }
}

function whyNotJson(type: string, text: string): "empty" | "html" | "truncated" | "syntax" {
  const trimmed = text.trim();
  if (trimmed === "") return "empty";
  if (trimmed.startsWith("<") || type.includes("html")) return "html";
  const opens = trimmed.startsWith("{") ? "}" : trimmed.startsWith("[") ? "]" : "";
  return opens !== "" && !trimmed.endsWith(opens) ? "truncated" : "syntax";
}
