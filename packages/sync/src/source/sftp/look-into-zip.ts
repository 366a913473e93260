import { nameMeaning } from "@muster/oneroster/csv/file-names.ts";
import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import { DamagedInput } from "../damaged-input.ts";
import { readZipContents, type ZipBytes } from "../upload/read-zip-contents.ts";
import { missingTables } from "./choose-set.ts";
import type { RemoteFile } from "./remote-file.ts";
import { fileFault } from "./sftp-fault.ts";
import type { RemoteHandle, SftpSession } from "./sftp-session.ts";

/** The files of a roster within an archive, by the archive's own table of contents. */
export interface ZipSighting {
  /** `users.csv`, with its size once it is unpacked. */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  /** Tables that a roster cannot do without and that are not within. */
  readonly missing: readonly string[];
}

/**
 * Reads the table of contents of a ZIP file where it lies: some kilobytes at its end, and nothing of the files. Undefined
 * where there is none yet, or none that can be read; what is wrong with it the first sync says.
 *
 * @throws Fault `source.file.*`, `source.transfer.*`
 */
export async function lookIntoZip(session: SftpSession, file: RemoteFile): Promise<ZipSighting | undefined> {
  try {
    const handle = await session.openFile(file.path);
    try {
      const { listed } = await readZipContents(remoteBytes(session, handle, file), file.bytes, file.name);
      return sightingOf(
        listed.flatMap(({ path, entry }) =>
          path === undefined ? [] : [{ path, bytes: entry.uncompressedSize }],
        ),
      );
    } finally {
      await session.closeHandle(handle);
    }
  } catch (error) {
    if (error instanceof DamagedInput) return undefined;
    throw fileFault(error, { host: session.host, login: session.login, path: file.path });
  }
}

function sightingOf(listed: ZipSighting["files"]): ZipSighting {
  const found = new Set<string>();
  const files = listed.filter(({ path }) => {
    const meaning = nameMeaning(path.slice(path.lastIndexOf("/") + 1), defaultProfile);
    if (meaning.kind === "table") found.add(meaning.table);
    return meaning.kind === "table" || meaning.kind === "manifest";
  });
  return { files, missing: missingTables(found) };
}

/** A table of contents is read in many small pieces, each of which would cost a journey to the server and back. */
const blockBytes = 64 * 1024;

function remoteBytes(session: SftpSession, handle: RemoteHandle, { path }: RemoteFile): ZipBytes {
  let block: { readonly from: number; readonly bytes: Buffer } = { from: 0, bytes: Buffer.alloc(0) };
  const fetched = async (position: number, length: number): Promise<Buffer> => {
    const bytes = Buffer.alloc(length);
    let filled = 0;
    while (filled < length) {
      const asked = Math.min(length - filled, 32 * 1024);
      const read = await session
        .readFile(handle, bytes, filled, asked, position + filled)
        .catch((error: unknown) => {
          throw fileFault(error, { host: session.host, login: session.login, path });
        });
      if (read === 0) break;
      filled += read;
    }
    return bytes.subarray(0, filled);
  };
  return {
    read: async (buffer, offset, length, position) => {
      const isThere = position >= block.from && position + length <= block.from + block.bytes.length;
      if (!isThere) block = { from: position, bytes: await fetched(position, Math.max(length, blockBytes)) };
      const start = position - block.from;
      return { buffer, bytesRead: block.bytes.copy(buffer, offset, start, start + length) };
    },
  };
}
