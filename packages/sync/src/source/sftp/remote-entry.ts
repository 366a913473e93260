import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";
import { readPipelined } from "./read-pipelined.ts";
import type { RemoteFile } from "./remote-file.ts";
import { fileFault } from "./sftp-fault.ts";
import type { SftpSession } from "./sftp-session.ts";

/** Blocks under way while only the head of a file is wanted. */
const headWindow = 2;

/** A file at a server as the reader of packages takes it: read where it lies, and never written to our disk. */
export function remoteEntry(session: SftpSession, file: RemoteFile): PackageEntry {
  return { path: file.name, size: file.bytes, open: () => readRemote(session, file) };
}

async function* readRemote(
  session: SftpSession,
  { path, bytes }: RemoteFile,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    const handle = await session.openFile(path);
    let isFirst = true;
    try {
      for await (const chunk of readPipelined(session, handle, bytes, headWindow)) {
        // The first chunk stays valid: the reader goes back to it.
        yield isFirst ? Uint8Array.from(chunk) : chunk;
        isFirst = false;
      }
    } finally {
      await session.closeHandle(handle);
    }
  } catch (error) {
    throw fileFault(error, { host: session.host, login: session.login, path });
  }
}
