import type { Attributes, Client, FileEntryWithStats, SFTPWrapper, Stats } from "ssh2";
import { Fault } from "../../fault.ts";
import { silent } from "../network/read-body.ts";
import type { HostKey } from "./host-key.ts";
import { sftpStatus, statusOf } from "./sftp-fault.ts";

/** A handle of the server's, for a file or a folder. */
export type RemoteHandle = Buffer;

/**
 * An open SFTP session. Every question is answered, or ends with the session: by a cut, by silence, by the run's end.
 * What the server itself says against a question is thrown as the library's error, whose `code` is the status.
 */
export interface SftpSession {
  readonly host: string;
  readonly login: string;
  readonly hostKey: HostKey;
  openFolder(path: string): Promise<RemoteHandle>;
  /** The next names; undefined at the end of the listing. */
  readFolder(handle: RemoteHandle): Promise<readonly FileEntryWithStats[] | undefined>;
  openFile(path: string): Promise<RemoteHandle>;
  /** Bytes read into the buffer; 0 at the end of the file. */
  readFile(
    handle: RemoteHandle,
    into: Buffer,
    offset: number,
    length: number,
    position: number,
  ): Promise<number>;
  /** Of what the path leads to; links are followed. */
  stat(path: string): Promise<Stats>;
  statHandle(handle: RemoteHandle): Promise<Stats>;
  closeHandle(handle: RemoteHandle): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  makeFolder(path: string): Promise<void>;
  close(): void;
}

export interface SessionParts {
  readonly client: Client;
  readonly sftp: SFTPWrapper;
  readonly host: string;
  readonly login: string;
  readonly hostKey: HostKey;
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

type Done<Result> = (error: Error | null | undefined, result?: Result) => void;

/** Puts the library's callbacks into promises that cannot hang. */
export function openSession(parts: SessionParts): SftpSession {
  const { client, sftp, host, login, hostKey } = parts;
  const { ask, end } = questions(parts);
  const answer = async <Result>(work: (done: Done<Result>) => void): Promise<Result> => {
    const result = await ask(work);
    if (result === undefined) throw new Error("the server answered without a result");
    return result;
  };
  return {
    ...{ host, login, hostKey },
    openFolder: (path) => answer((done) => sftp.opendir(path, done)),
    readFolder: (handle) =>
      // @NOTE the types know names alone; the library takes a handle too, and gives one batch then.
      ask<readonly FileEntryWithStats[]>((done) => sftp.readdir(handle as unknown as string, done)).catch(
        (error: unknown) => {
          if (statusOf(error) === sftpStatus.end) return undefined;
          throw error;
        },
      ),
    openFile: (path) => answer((done) => sftp.open(path, "r", done)),
    readFile: (handle, into, offset, length, position) =>
      answer((done) => sftp.read(handle, into, offset, length, position, done)),
    stat: (path) => answer((done) => sftp.stat(path, done)),
    statHandle: (handle) => answer((done) => sftp.fstat(handle, done)),
    closeHandle: (handle) => ask((done) => sftp.close(handle, done)).then(() => undefined),
    rename: (from, to) => ask((done) => sftp.rename(from, to, done)).then(() => undefined),
    makeFolder: (path) => ask((done) => sftp.mkdir(path, {} as Attributes, done)).then(() => undefined),
    close: () => {
      end(new Error("the session was closed"));
      client.end();
    },
  };
}

/** Keeps all open questions, so that whatever ends the session answers each of them. */
function questions({ client, sftp, host, idleMs, signal }: SessionParts) {
  const open = new Set<(error: unknown) => void>();
  let ended: { readonly reason: unknown } | undefined;
  const cut = new Fault("source.transfer.cut", "now", `${host} ended the connection.`, { host });
  const end = (reason: unknown): void => {
    if (ended !== undefined) return;
    ended = { reason };
    clearTimeout(timer);
    signal.removeEventListener("abort", onAbort);
    for (const reject of [...open]) reject(reason);
    open.clear();
    client.destroy();
  };
  const onAbort = (): void => end(signal.reason);
  // One timer for all: it is set back whenever anything is answered (A21).
  const timer = setTimeout(() => (open.size > 0 ? end(silent(host, idleMs)) : undefined), idleMs);
  client.on("error", () => end(cut)).on("close", () => end(cut));
  sftp.on("close", () => end(cut));
  signal.addEventListener("abort", onAbort, { once: true });
  const ask = <Result>(work: (done: Done<Result>) => void): Promise<Result | undefined> =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) return reject(ended.reason);
      if (open.size === 0) timer.refresh();
      open.add(reject);
      work((error, result) => {
        if (!open.delete(reject)) return;
        timer.refresh();
        if (error == null) return resolve(result);
        // An error without a status is no answer of the server's: the session is over.
        if (statusOf(error) !== undefined) return reject(error);
        reject(cut);
        end(cut);
      });
    });
  return { ask, end };
}
