import { type FileHandle, open, utimes } from "node:fs/promises";
import { storageFault } from "../../disk/storage-fault.ts";
import { Fault } from "../../fault.ts";
import { type Allowance, openAllowance } from "../network/allowance.ts";
import type { Connection, Proof } from "../source.ts";
import { readPipelined, widestWindow } from "./read-pipelined.ts";
import type { RemoteFile } from "./remote-file.ts";
import { fileFault, sftpStatus, statusOf } from "./sftp-fault.ts";
import type { RemoteHandle, SftpSession } from "./sftp-session.ts";

/** A file that lies on our disk. */
export interface FetchedFile {
  readonly file: RemoteFile;
  readonly bytes: number;
}

type Around = Pick<Connection, "limits" | "now" | "onProgress" | "signal">;

/** How often progress is told, in bytes. */
const tellEveryBytes = 4 * 1024 ** 2;

/**
 * Fetches one file to `to`, which is written anew. What arrives must be as many bytes as the server says the open file
 * has; its time is kept, or ours where the sender's clock is ahead (A10).
 *
 * @throws Fault `source.file.*` (`source.file.changed`: not as listed), `source.answer.large`, `source.transfer.*`, `storage.*`
 */
export async function fetchFile(
  session: SftpSession,
  file: RemoteFile,
  to: string,
  around: Around,
  window = widestWindow,
): Promise<FetchedFile> {
  const { host, login } = session;
  const handle = await session.openFile(file.path).catch((error: unknown) => {
    throw fileFault(error, { host, login, path: file.path });
  });
  try {
    const size = (await session.statHandle(handle)).size;
    const announced = Number.isFinite(size) ? size : file.bytes;
    if (announced > around.limits.collectionBytes) throw tooLarge(session, file, around);
    const fetched = await copyWidely(session, { handle, file, announced }, to, around, window);
    const at = new Date(Math.min(file.modifiedAt, around.now().getTime()));
    await utimes(to, at, at);
    return fetched;
  } catch (error) {
    throw fileFault(storageFault(error, to), { host, login, path: file.path });
  } finally {
    // The session may be over; then so is the handle.
    await session.closeHandle(handle).catch(() => undefined);
  }
}

interface OpenFile {
  readonly handle: RemoteHandle;
  readonly file: RemoteFile;
  readonly announced: number;
}

/** A server that fails with many reads at once is asked again, one by one, from the beginning. */
async function copyWidely(
  session: SftpSession,
  from: OpenFile,
  to: string,
  around: Around,
  window: number,
): Promise<FetchedFile> {
  try {
    return await copy(session, from, to, around, window);
  } catch (error) {
    const status = statusOf(error);
    const isDisliked = status !== undefined && status !== sftpStatus.refused && status !== sftpStatus.missing;
    if (window === 1 || !isDisliked) throw error;
    return copy(session, from, to, around, 1);
  }
}

async function copy(
  session: SftpSession,
  { handle, file, announced }: OpenFile,
  to: string,
  around: Around,
  window: number,
): Promise<FetchedFile> {
  const allowance = openAllowance(around, file.name);
  const disk = await open(to, "w", 0o600);
  const sink = gather(disk);
  let bytes = 0;
  try {
    for await (const chunk of readPipelined(session, handle, announced, window)) {
      take(allowance, chunk.length, session.host);
      await sink.write(chunk);
      if (Math.floor(bytes / tellEveryBytes) !== Math.floor((bytes + chunk.length) / tellEveryBytes))
        around.onProgress({ what: file.name, done: bytes + chunk.length, of: announced });
      bytes += chunk.length;
    }
    await sink.flush();
  } finally {
    await disk.close();
  }
  around.onProgress({ what: file.name, done: bytes, of: bytes });
  // @NOTE some servers announce 0 for what they do not know: then the end that was read is all there is.
  if (bytes !== announced && announced !== 0) throw changed(file, bytes);
  return { file: { ...file, bytes }, bytes };
}

/** Gathers chunks into writes of 1 MiB: each write of its own takes longer than the bytes in it. */
function gather(disk: FileHandle): {
  readonly write: (chunk: Uint8Array) => Promise<void>;
  readonly flush: () => Promise<void>;
} {
  const gathered = Buffer.allocUnsafeSlow(1024 ** 2);
  let filled = 0;
  const flush = async (): Promise<void> => {
    if (filled > 0) await disk.writeFile(gathered.subarray(0, filled));
    filled = 0;
  };
  const write = async (chunk: Uint8Array): Promise<void> => {
    if (filled + chunk.length > gathered.length) await flush();
    gathered.set(chunk, filled);
    filled += chunk.length;
  };
  return { write, flush };
}

function take(allowance: Allowance, bytes: number, host: string): void {
  allowance.take(bytes, host);
  allowance.assertTime(host);
}

/** A file is not, or not any more, what it was when it was listed (A12, A13). */
export function changed(file: RemoteFile, bytes: number): Fault {
  const facts = { path: file.path, listedBytes: file.bytes, bytes };
  return new Fault(
    "source.file.changed",
    "later",
    `${file.path} was changed while it was being read.`,
    facts,
  );
}

function tooLarge({ host }: SftpSession, { name }: RemoteFile, { limits }: Around): Fault {
  const facts = { host, of: name, limit: limits.collectionBytes };
  return new Fault("source.answer.large", "never", `${name} is larger than we take.`, facts);
}

/** Why a fetched file is believed to be whole; its size was held against the announced one besides. */
export function proofOf({ file, bytes }: FetchedFile, by: "quiet" | "end"): Proof {
  return { of: file.name, by, received: bytes, announced: file.bytes };
}
