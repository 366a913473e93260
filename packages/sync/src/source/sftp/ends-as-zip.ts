import type { RemoteFile } from "./remote-file.ts";
import { fileFault } from "./sftp-fault.ts";
import type { SftpSession } from "./sftp-session.ts";

/** The record at the end of an archive, without its comment. */
const endBytes = 22;
const mostCommentBytes = 65_535;

/**
 * Whether a ZIP file at a server has its end: the table of contents is written last, so whoever has it has everything,
 * and a second look is not needed. One more look would tell less.
 *
 * @throws Fault `source.file.*`, `source.transfer.*`
 */
export async function endsAsZip(session: SftpSession, { path, bytes }: RemoteFile): Promise<boolean> {
  if (bytes < endBytes) return false;
  const from = Math.max(0, bytes - endBytes - mostCommentBytes);
  const tail = Buffer.alloc(bytes - from);
  try {
    const handle = await session.openFile(path);
    let filled = 0;
    while (filled < tail.length) {
      const asked = Math.min(tail.length - filled, 32 * 1024);
      const read = await session.readFile(handle, tail, filled, asked, from + filled);
      if (read === 0) break;
      filled += read;
    }
    await session.closeHandle(handle);
    return filled === tail.length && hasEnd(tail, bytes);
  } catch (error) {
    throw fileFault(error, { host: session.host, login: session.login, path });
  }
}

/** @NOTE an archive of more than 4 GiB has its sizes elsewhere (65535 or all bits set); its end is an end all the same. */
function hasEnd(tail: Buffer, bytes: number): boolean {
  for (let at = tail.length - endBytes; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== 0x06054b50) continue;
    const comment = tail.readUInt16LE(at + 20);
    if (at + endBytes + comment !== tail.length) continue;
    const [contents, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
    const isLarge = offset === 0xffffffff || contents === 0xffffffff;
    return isLarge || offset + contents <= bytes - endBytes - comment;
  }
  return false;
}
