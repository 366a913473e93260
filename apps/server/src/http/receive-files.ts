import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { storageFault } from "@muster/sync/disk/storage-fault.ts";
import { systemCode } from "@muster/sync/disk/system-code.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { SentFile } from "./answer.ts";

/** A file that was received to its last byte. */
export interface ReceivedFile {
  readonly name: string;
  readonly bytes: number;
  readonly hash: string;
}

/** All files of one upload together, in bytes: what an archive may hold, too. */
const mostBytes = 8 * 1024 ** 3;

/**
 * Writes the files of a request into a folder, as they come and never as a whole in memory. The folder is the caller's
 * to remove: also where this throws.
 *
 * @throws Fault `request.value.invalid` for a name that is none, twice the same, or no file at all; `request.size.exceeded`,
 * `request.upload.broken` where it broke off, `storage.*`
 */
export async function receiveFiles(
  files: AsyncIterable<SentFile>,
  folder: string,
  gone: AbortSignal,
): Promise<readonly ReceivedFile[]> {
  const received: ReceivedFile[] = [];
  let left = mostBytes;
  try {
    for await (const file of untilGone(files, gone)) {
      const name = nameOf(file.name);
      if (received.some((one) => one.name.toLowerCase() === name.toLowerCase()))
        throw invalid("two files have the same name");
      const one = await receive(file, path.join(folder, name), left, gone);
      left -= one.bytes;
      received.push({ name, ...one });
    }
  } catch (error) {
    throw asFault(error, folder, gone);
  }
  if (gone.aborted) throw broken();
  if (received.length === 0) throw invalid("there is no file in it");
  return received;
}

/** A line that broke before the first byte was looked at tells nobody: the library would wait for its files for ever. */
async function* untilGone(files: AsyncIterable<SentFile>, gone: AbortSignal): AsyncGenerator<SentFile> {
  const left = new Promise<never>((_, reject) => {
    if (gone.aborted) reject(broken());
    gone.addEventListener("abort", () => reject(broken()), { once: true });
  });
  left.catch(() => undefined);
  const each = files[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([each.next(), left]);
    if (next.done === true) return;
    yield next.value;
  }
}

/** What browsers send of a folder is a path; what programs send may be anything. */
function nameOf(sent: string): string {
  const name = sent.split(/[/\\]/).at(-1)?.trim() ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no name may hold
  if (name === "" || name.startsWith(".") || name.length > 200 || /[\u0000-\u001f]/.test(name))
    throw invalid("a file has a name that cannot be kept");
  return name;
}

async function receive(
  { stream }: SentFile,
  place: string,
  most: number,
  gone: AbortSignal,
): Promise<Omit<ReceivedFile, "name">> {
  const hash = createHash("sha256");
  let bytes = 0;
  const counting = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      hash.update(chunk);
      done(bytes > most ? tooLarge() : null, chunk);
    },
  });
  await pipeline(stream, counting, createWriteStream(place, { mode: 0o600, flags: "wx" }), {
    signal: gone,
  });
  // The library ends a stream that is too long as if it were complete, and only marks it.
  if ("truncated" in stream && stream.truncated === true) throw tooLarge();
  return { bytes, hash: hash.digest("hex") };
}

function asFault(error: unknown, folder: string, gone: AbortSignal): unknown {
  if (error instanceof Fault) return error;
  if (gone.aborted) return broken(error);
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  if (status === 413) return tooLarge();
  if (status === 406) return invalid("this is no form with files");
  if (systemCode(error) !== undefined && systemCode(error) !== "ERR_STREAM_PREMATURE_CLOSE")
    return storageFault(error, folder);
  return broken(error);
}

function tooLarge(): Fault {
  return new Fault("request.size.exceeded", "never", "the upload is too large", { limit: mostBytes });
}

function broken(cause?: unknown): Fault {
  return new Fault("request.upload.broken", "now", "the upload broke off", {}, { cause });
}

function invalid(problem: string): Fault {
  return new Fault("request.value.invalid", "never", "the files cannot be taken", {
    ...{ where: "files", problem },
  });
}
